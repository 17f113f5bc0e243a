"""Kinds of cells that need words or rules of their own: days, ways of protection, numbers without a unit."""
