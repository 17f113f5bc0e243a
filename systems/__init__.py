"""The catalogue: systems, what they need, what protects them today, and what was derived for each.

Beside the shape that all apps share:

- `audit_words`: what an entry of the audit trail says.
- `mail_kinds`: names for those who owe a mail and those who compose it.
- `registrations`: what the rooms below ask of this one without knowing it.
"""
