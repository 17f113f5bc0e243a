"""What people type, read as they meant it: durations, numbers, amounts of money and sizes, in every language at once.

What is read comes back with a note where it was not said exactly; what may be meant in two ways is refused with both.
"""

from recovery.reading.durations import parse_duration, read_duration, unit_called
from recovery.reading.understanding import NotUnderstood, Understood

__all__ = ["NotUnderstood", "Understood", "parse_duration", "read_duration", "unit_called"]
