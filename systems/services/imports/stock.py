"""The catalogue as an import compares rows with it: who is who, looked up once for all rows."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Max

from accounts.models import User
from systems.models import BusinessUnit, Dependency, Exercise, Profile, Proposal, Protection, System
from systems.services.imports.people.persons import Named, name_key

SHARED = Dependency.Kind.SHARES_TRANSACTIONS


@dataclass(slots=True)
class Stock:
    """Every system by key and by name, people by address and name, units by name; names in small letters.

    `needs` are the kinds in which one system needs another, by the key of both.
    """

    systems: dict[int, System]
    by_key: dict[str, int] = field(default_factory=dict)
    by_name: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    units: dict[str, BusinessUnit] = field(default_factory=dict)
    by_email: dict[str, User] = field(default_factory=dict)
    called: dict[str, list[User]] = field(default_factory=lambda: defaultdict(list))
    proposals: dict[int, Proposal] = field(default_factory=dict)
    protections: dict[int, Protection] = field(default_factory=dict)
    tests: dict[tuple[int, str], dt.date] = field(default_factory=dict)  # the last of each kind
    answered: set[int] = field(default_factory=set)  # for which an owner has sent answers
    needs: dict[str, dict[str, set[str]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(set)))

    def unit_of(self, system: System) -> str:
        return system.business_unit.name.lower() if system.business_unit else ""

    def kinds_between(self, key: str, needed: str) -> set[str]:
        """How one needs the other; agreeing goes both ways."""
        back = self.needs[needed][key] & {SHARED} if needed in self.needs and key in self.needs[needed] else set()
        return self.needs[key][needed] | back if key in self.needs and needed in self.needs[key] else back

    def people_called(self, name: str) -> list[User]:
        """By the words of the name; several only where not one of them is called exactly so."""
        found = self.called.get(name_key(name), [])
        exact = [user for user in found if user.name.lower() == name.lower()]
        return exact if len(exact) == 1 else found


def take_stock(people: Iterable[Named], *, lock: bool = False) -> Stock:
    """What is there now. With `lock` the systems are held until the transaction ends, so that it stays true."""
    systems = System.objects.select_related("business_unit", "owner", "technical_contact").order_by("id")
    if lock:
        systems = systems.select_for_update(of=("self",))
    stock = Stock({system.pk: system for system in systems})
    for pk, system in stock.systems.items():
        stock.by_key[system.key] = pk
        stock.by_name[system.name.lower()].append(pk)
    stock.units = {unit.name.lower(): unit for unit in BusinessUnit.objects.all()}
    for pk, needed, kind in Dependency.objects.values_list("system_id", "needs_id", "kind"):
        stock.needs[stock.systems[pk].key][stock.systems[needed].key].add(kind)
    find_people(stock, people)
    return stock


def find_proposals(stock: Stock) -> None:
    """What earlier lists said, and for which systems somebody has answered since."""
    stock.proposals = {each.pk: each for each in Proposal.objects.all()}
    states = Profile.AnswerState
    sent = (states.IN_REVIEW, states.RETURNED, states.APPROVED)
    stock.answered = set(Profile.objects.filter(answer_state__in=sent).values_list("pk", flat=True))


def find_protections(stock: Stock) -> None:
    """What was said about how systems are protected today."""
    stock.protections = {each.pk: each for each in Protection.objects.all()}


def find_tests(stock: Stock) -> None:
    """The day of the last exercise of each kind."""
    days = Exercise.objects.order_by().values_list("system_id", "kind").annotate(Max("performed_on"))
    stock.tests = {(pk, kind): day for pk, kind, day in days}


def find_people(stock: Stock, wanted: Iterable[Named]) -> None:
    """Only those that the rows name: by address, or by a name that people wrote instead."""
    addresses, names = set(), set()
    for named in wanted:
        addresses |= {named.email} - {""}
        names |= {name_key(name) for name in (named.name, *named.name.split(","))} - {""}
    stock.by_email = {user.email: user for user in User.objects.filter(email__in=addresses)}
    for user in User.objects.exclude(name="").order_by("id") if names else ():
        if (key := name_key(user.name)) in names:
            stock.called[key].append(user)
