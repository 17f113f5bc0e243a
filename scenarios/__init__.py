"""Scenarios: what falls when a site, some data or a supplier is lost, and who is back when with so many teams.

Beside the shape that all apps share:

- `audit_words`: what an entry of the audit trail says.
- `registrations`: what the rooms below ask of this one without knowing it.
"""
