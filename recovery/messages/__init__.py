"""Everything recovery says to people: codes and values, put into words of the catalogues in `recovery/locale/`."""

from recovery.messages.catalogue import title, wordings
from recovery.messages.names import COPIES, copy_meaning, copy_name, strategy_meaning, strategy_name
from recovery.messages.say import say
from recovery.messages.text import Text

__all__ = [
    "COPIES",
    "Text",
    "copy_meaning",
    "copy_name",
    "say",
    "strategy_meaning",
    "strategy_name",
    "title",
    "wordings",
]
