"""Doing what a plan says: at once, or kept and written in groups."""
