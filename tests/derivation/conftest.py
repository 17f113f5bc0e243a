from tests.background import published

__all__ = ["published"]
