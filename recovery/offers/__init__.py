"""Ways out of findings, worked out: the change applied, everything derived again, and what comes of it told."""
