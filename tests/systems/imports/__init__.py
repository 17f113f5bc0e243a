"""Bringing in a list of systems."""
