"""Writing to people without anybody's click: when, how often, and when it ends."""
