"""Running the portal itself: its health, its release, its figures for monitoring, its backup and what comes of it.

It reads all other rooms and changes nothing of theirs; only `drportal` stands above it. Beside the shape that all apps
share:

- `audit_words`: what an entry of the audit trail says.
- `limits`: the numbers of the signs of life.
- `middleware`: what stands around every request.
"""
