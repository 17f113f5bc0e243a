"""The versioned questionnaire: its document, its kinds of answers, drafting, preview and publishing.

Beside the shape that all apps share:

- `audit_words`: what an entry of the audit trail says.
- `document`: the document itself, read and checked; knows no database.
- `fields`: the kinds of answers; know no database.
"""
