"""Who is to be forgotten: a pseudonym takes the place of name and address; rooms above register what else they keep.

The audit trail keeps what it says: its entries are chained, and an approval stays under the name that signed it.
"""

from __future__ import annotations

from collections.abc import Callable

from accounts.models import User

DOMAIN = "erased.invalid"
"""Addresses that no mail ever reaches (RFC 6761)."""
Forget = Callable[[User], None]

_rooms: list[Forget] = []


def register(forget: Forget) -> None:
    """`forget` is called in the transaction of the erasing, while the person still has name and address."""
    _rooms.append(forget)


def forget_everywhere(person: User) -> None:
    for forget in _rooms:
        forget(person)


def pseudonym(person: User) -> tuple[str, str]:
    """The name and the address that take the place of the person's."""
    return f"Person {person.pk}", f"person-{person.pk}@{DOMAIN}"


def is_erased(person: User) -> bool:
    return person.email.endswith(f"@{DOMAIN}")
