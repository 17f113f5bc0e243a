"""When many fall at once: what falls, when each is back, what decides, and what would mend it (method, section 7).

The prediction is a schedule in the sense of resource-constrained project scheduling: `project`, `profile`,
`generation`, `rules` and `improvement` know jobs, resources and dates only; the others make jobs of systems and words
of schedules.
"""
