"""The calendar that a person subscribes to: answers, reviews, objectives to be confirmed and exercises, by their days.

It reads what the rooms below know and writes nothing but the secret address of each person's calendar. Beside the shape
that all apps share:

- `audit_words`: what an entry of the audit trail says.
- `registrations`: what goes with a person.
"""
