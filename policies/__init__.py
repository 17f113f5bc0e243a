"""The recovery policy as people see it: its numbers in words, its drafts, and what a draft would change."""
