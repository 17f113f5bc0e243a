"""People, their roles and permissions, signing in, and the audit trail.

Beside the shape that all apps share:

- `audit_words`: what an entry of the trail says; each app registers its own, and `models` shows them.
- `backends`: named in the settings, as Django wants it.
- `middleware`: named in the settings, as Django wants it.
"""
