"""Whom the cells of a list name, and which of them becomes owner or technical contact."""
