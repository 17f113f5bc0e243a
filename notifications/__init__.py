"""Mail as rows: who is owed which one. Composing is registered by the rooms above, sending is done here.

Beside the shape that all apps share:

- `audit_words`: what an entry of the audit trail says.
- `backends`: named in the settings, as Django wants it.
- `mail_kinds`: the names of the mails that it owes by itself.
- `registrations`: what the rooms below ask of this one without knowing it.
"""
