"""Servers around the portal that can be made to fail."""
