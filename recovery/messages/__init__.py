"""Everything recovery says to people: one catalogue keyed by code, in English and Spanish."""

from recovery.messages.catalogue import CATALOGUE
from recovery.messages.say import say
from recovery.messages.text import Text

__all__ = ["CATALOGUE", "Text", "say"]
