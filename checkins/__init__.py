"""Check-ins: the address at which a system's jobs report that they copied or restored, and what that amounts to.

Beside the shape that all apps share:

- `middleware`: answers a check-in before sessions, forms and people are looked at, because a job is none of these.
- `audit_words`: what an entry of the audit trail says.
- `registrations`: what the rooms below ask of this one without knowing it.
"""
