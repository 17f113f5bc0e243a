"""Several people about one system: what they said when a round is over, and what colleagues were asked.

Beside the shape that all apps share:

- `audit_words`: what an entry of the audit trail says.
- `mail_kinds`: names for those who owe a mail and those who compose it.
- `registrations`: what the rooms below ask of this one without knowing it.
"""
