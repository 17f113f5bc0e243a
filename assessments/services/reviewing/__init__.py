"""The queue of what was sent: which part of it somebody looks at, what comes next, what can be approved together."""
