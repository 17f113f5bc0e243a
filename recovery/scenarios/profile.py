"""How much of a resource is free over time: a step function, cut into blocks of steps.

A block knows the least and the most that is free in it, so that crowded weeks and empty ones are passed over as a whole
however many jobs made them; what is taken during a whole block is noted once for all its steps. The last step has no
end, and everything is free in it.
"""

from bisect import bisect_left, bisect_right

LONGEST_BLOCK = 48
"""Steps beyond which a block is cut in two: where both scanning one and passing over many are quick."""


class Block:
    """Neighbouring steps: when each begins and what is free then, less what was `taken` during all of them."""

    __slots__ = ("free", "least", "most", "taken", "times")

    def __init__(self, times: list[int], free: list[int], taken: int) -> None:
        self.times, self.free, self.taken = times, free, taken
        self.sum_up()

    def sum_up(self) -> None:
        self.least, self.most = min(self.free), max(self.free)

    def step_at(self, time: int) -> int:
        """The step that begins at a time within the block, which is put in where there is none yet."""
        at = bisect_left(self.times, time)
        if at == len(self.times) or self.times[at] != time:
            self.times.insert(at, time)
            self.free.insert(at, self.free[at - 1])
        return at

    def take(self, first: int, last: int, amount: int) -> None:
        """Take an amount during the steps from the first up to the last, which is left as it is."""
        free = self.free
        free[first:last] = [each - amount for each in free[first:last]]
        # Only at the two borders can neighbours have become alike.
        for at in (last, first):
            if 0 < at < len(free) and free[at] == free[at - 1]:
                del self.times[at], free[at]


class Profile:
    """What is left of one resource while jobs are put in one after the other."""

    __slots__ = ("blocks", "firsts")

    def __init__(self, capacity: int) -> None:
        self.blocks = [Block([0], [capacity], 0)]
        self.firsts = [0]

    def earliest(self, start: int, duration: int, amount: int) -> int:
        """The earliest time from `start` on with the amount free for so long; never more than the capacity."""
        blocks, firsts = self.blocks, self.firsts
        number = bisect_right(firsts, start) - 1
        block = blocks[number]
        at, end, blocked = bisect_right(block.times, start) - 1, start + duration, False
        while True:
            needed = amount + block.taken
            if at or len(blocks) == 1 or (block.most >= needed if blocked else block.least < needed):
                times, free = block.times, block.free
                for at in range(at, len(times)):  # noqa: B020 (from where the scan begins)
                    if blocked:
                        if free[at] >= needed:
                            start, blocked = times[at], False
                            end = start + duration
                    elif times[at] >= end:
                        return start
                    elif free[at] < needed:
                        blocked = True
            number += 1
            if number == len(blocks) or (not blocked and firsts[number] >= end):
                return start
            block, at = blocks[number], 0

    def take(self, start: int, end: int, amount: int) -> None:
        """Take an amount that is free from `start` until `end`."""
        first, last = bisect_right(self.firsts, start) - 1, bisect_right(self.firsts, end) - 1
        begin = self.blocks[first].step_at(start)
        stop = self.blocks[last].step_at(end)
        if first == last:
            self.blocks[first].take(begin, stop, amount)
        else:
            self.blocks[first].take(begin, len(self.blocks[first].free), amount)
            for block in self.blocks[first + 1 : last]:
                block.taken += amount
            self.blocks[last].take(0, stop, amount)
            self._settle(last)
        self._settle(first)

    def free_at(self, time: int) -> int:
        """What is free at a time."""
        block = self.blocks[bisect_right(self.firsts, time) - 1]
        return block.free[bisect_right(block.times, time) - 1] - block.taken

    def _settle(self, number: int) -> None:
        """Sum a changed block up, or cut one that has grown too long in two. Of a single block nobody asks the sum."""
        block = self.blocks[number]
        if len(block.times) <= LONGEST_BLOCK:
            if len(self.blocks) > 1:
                block.sum_up()
            return
        middle = len(block.times) // 2
        halves = [
            Block(block.times[:middle], block.free[:middle], block.taken),
            Block(block.times[middle:], block.free[middle:], block.taken),
        ]
        self.blocks[number : number + 1] = halves
        self.firsts.insert(number + 1, halves[1].times[0])
