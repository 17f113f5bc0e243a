"""What leaves the portal: reports (querysets to rows) and writers (rows to bytes), at once or made in the background.

Beside the shape that all apps share:

- `document`: what a report is made of, between reports and writers.
- `formats`: the one table of formats.
- `registrations`: what the rooms below ask of this one without knowing it.
- `reports`: querysets to rows.
- `writers`: rows to bytes.
"""
