"""What people type, read as they meant it: durations, numbers, amounts of money and sizes, in every language at once.

What is read comes back with a note where it was not said exactly; what may be meant in two ways is refused with both.
"""

from recovery.reading.amounts import number_in, read_amount, read_count, read_number, read_share, read_size
from recovery.reading.durations import parse_duration, read_duration, unit_called
from recovery.reading.understanding import NotUnderstood, Understood

__all__ = [
    "NotUnderstood",
    "Understood",
    "number_in",
    "parse_duration",
    "read_amount",
    "read_count",
    "read_duration",
    "read_number",
    "read_share",
    "read_size",
    "unit_called",
]
