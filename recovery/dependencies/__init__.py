"""Who needs whom: the graph of all systems, its schedule, and how far a change in it travels."""
