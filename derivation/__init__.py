"""Deriving: from facts by the method to profiles and findings. The only writer of what is derived.

Beside the shape that all apps share:

- `registrations`: what the room below asks of this one without knowing it.
"""
