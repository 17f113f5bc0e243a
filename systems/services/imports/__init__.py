"""Bringing in a list of systems: from the bytes of a file to what will be created, changed and refused, row by row."""
