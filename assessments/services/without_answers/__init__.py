"""Objectives that nobody has answered: what stands for them, and what lists say."""
