"""The recovery policy as people see it: its numbers in words, its drafts, and what a draft would change.

Beside the shape that all apps share:

- `audit_words`: what an entry of the audit trail says.
- `registrations`: what the rooms below ask of this one without knowing it.
"""
