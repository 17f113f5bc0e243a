"""What the method makes of many random companies, scenarios and pictures, as it was when somebody last approved it.

Tables and properties say what is right. This says what has changed: any other number, order or word, wherever it comes
from, is seen before people see it. After a change that is meant, `python -m tests.recovery.outcomes` approves anew.
`python -m tests.recovery.outcomes world-17` prints one case in full; what it printed before the change, and what after,
tell the difference.
"""
