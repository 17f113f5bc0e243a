"""Campaigns: a set of systems to be answered by a day, asked in waves, with how far it is by unit and person.

Beside the shape that all apps share:

- `audit_words`: what an entry of the audit trail says.
- `registrations`: what the rooms below ask of this one without knowing it.
"""
