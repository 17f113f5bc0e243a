"""The catalogue as an import compares rows with it: who is who, looked up once for all rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from accounts.models import User
from presentation.forms.addresses import is_address
from systems.models import BusinessUnit, Dependency, System


@dataclass(slots=True)
class Stock:
    """Every system by key and by name, people by address and name, units by name; names in small letters."""

    systems: dict[int, System]
    by_key: dict[str, int] = field(default_factory=dict)
    by_name: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    units: dict[str, BusinessUnit] = field(default_factory=dict)
    people: dict[str, list[User]] = field(default_factory=lambda: defaultdict(list))
    needs: set[tuple[int, int]] = field(default_factory=set)

    def unit_of(self, system: System) -> str:
        return system.business_unit.name.lower() if system.business_unit else ""


def take_stock(people: Iterable[str], *, lock: bool = False) -> Stock:
    """What is there now. With `lock` the systems are held until the transaction ends, so that it stays true."""
    systems = System.objects.select_related("business_unit", "owner", "technical_contact").order_by("id")
    if lock:
        systems = systems.select_for_update(of=("self",))
    stock = Stock({system.pk: system for system in systems})
    for pk, system in stock.systems.items():
        stock.by_key[system.key] = pk
        stock.by_name[system.name.lower()].append(pk)
    stock.units = {unit.name.lower(): unit for unit in BusinessUnit.objects.all()}
    hard = Dependency.objects.filter(kind=Dependency.Kind.HARD)
    stock.needs = set(hard.values_list("system_id", "needs_id"))
    find_people(stock, people)
    return stock


def find_people(stock: Stock, wanted: Iterable[str]) -> None:
    """Only those that the rows name: by address, or by a name that people wrote instead."""
    texts = {text.lower() for text in wanted}
    addresses = [text for text in texts if is_address(text)]
    for user in User.objects.filter(email__in=addresses):
        stock.people[user.email].append(user)
    if len(addresses) < len(texts):
        for user in User.objects.exclude(name=""):
            if user.name.lower() in texts:
                stock.people[user.name.lower()].append(user)
