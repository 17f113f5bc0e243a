"""The interface for programs: what pages show, as JSON under `/api/v1/`, for whoever brings a token.

It asks the same querysets, forms and actions as the pages and has no rights of its own. Webhooks tell programs what
happened, by looking at what the rooms below have written. Beside the shape that all apps share:

- `audit_words`: what an entry of the audit trail says.
- `registrations`: how long tokens are kept, and what goes with a person.
- `middleware`: every refusal under `/api/` is a problem in the form of RFC 9457, whoever refused.
"""
