"""What tools print about copies and restores, read: one module a tool, pure functions of what came."""

from checkins.services.readers.reading import FROM, TOOLS, parsed, read_printed

__all__ = ["FROM", "TOOLS", "parsed", "read_printed"]
