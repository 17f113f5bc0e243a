"""How much of a resource is free over time: a step function as two lists, when a step begins and what is free then.

Neighbouring steps always differ, so a stretch in which nothing is free is one step however many jobs share it. The last
step has no end, and everything is free in it.
"""

from bisect import bisect_left, bisect_right


class Profile:
    """What is left of one resource while jobs are put in one after the other."""

    __slots__ = ("free", "times")

    def __init__(self, capacity: int) -> None:
        self.times = [0]
        self.free = [capacity]

    def earliest(self, start: int, duration: int, amount: int) -> int:
        """The earliest time from `start` on with the amount free for so long; never more than the capacity."""
        times, free = self.times, self.free
        at, end, steps = bisect_right(times, start) - 1, start + duration, len(times)
        while True:
            if free[at] < amount:
                at += 1
                while free[at] < amount:
                    at += 1
                start = times[at]
                end = start + duration
            at += 1
            if at == steps or times[at] >= end:
                return start

    def take(self, start: int, end: int, amount: int) -> None:
        """Take an amount that is free from `start` until `end`."""
        times, free = self.times, self.free
        first = self._step_at(start, bisect_left(times, start))
        last = self._step_at(end, bisect_left(times, end, first))
        for at in range(first, last):
            free[at] -= amount
        # Only at the two borders can neighbours have become alike.
        if free[last] == free[last - 1]:
            del times[last], free[last]
        if first and free[first] == free[first - 1]:
            del times[first], free[first]

    def free_at(self, time: int) -> int:
        """What is free at a time."""
        return self.free[bisect_right(self.times, time) - 1]

    def _step_at(self, time: int, at: int) -> int:
        """The step that begins at a time, which is put in at its place where there is none yet."""
        if at == len(self.times) or self.times[at] != time:
            self.times.insert(at, time)
            self.free.insert(at, self.free[at - 1])
        return at
