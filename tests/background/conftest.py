from tests.background import published
from tests.notifications.conftest import kind, owed, sink
from tests.policies.conftest import draft

__all__ = ["draft", "kind", "owed", "published", "sink"]
