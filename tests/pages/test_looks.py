"""A look changes nothing: whoever asks for whatever address by GET or HEAD leaves every row as it was, and orders
nothing. Mail scanners, prefetching browsers and curious people follow links; only a pressed button does something."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import product

import pytest
from django.db import connection, transaction
from django.utils import timezone

from derivation.services import deriving
from panels.models import Panel
from recovery.durations import DAY, HOUR
from systems.models import System
from tests.pages.company import SECRET, Company, system_of
from tests.pages.conftest import Visit
from tests.pages.test_routes import ADDRESSES, APPLICATIONS, PEOPLE, methods_of, routes_of
from tests.panels.rounds import round_of
from tests.rows import Rows, changed, every_row, rows_written

State = dict[str, object]
LOOKS = (("GET", {}), ("GET", {"HX-Request": "true", "HX-Target": "results"}), ("HEAD", {}))

# The only marks that a look may leave: of which route, in which table, and why.
MARKS = {
    # Once the answers are sent no colleague can be asked. It leads to the answers, and the visitor's own session
    # carries the sentence that says why to that page.
    ("panels:ask_colleague", "django_session"),
    # A job calls it, by whatever method it has; the address is a secret that no page links to and no mail carries.
    ("checkins:check_in", "checkins_checkin"),
}


@pytest.fixture
def states(company: Company) -> list[State]:
    """What else addresses may be about: systems of the owner's in the states that the company's own are not in."""
    owner, stranger = company.people["owner"], company.people["stranger"]
    Panel.objects.update(due_on=timezone.localdate() - timedelta(days=2))  # its day is over, and nobody ended it yet
    found = [
        state_of(owner, "approved", "approved", owner),
        state_of(owner, "returned", "returned", owner),
        state_of(owner, "closed", "closed", owner),
        state_of(owner, "handed-over", "open", stranger),
        state_of(owner, "sent-by-another", "submitted", stranger),
        state_of(owner, "retired", "submitted", owner),
    ]
    System.objects.filter(key="retired").update(status=System.Status.RETIRED)
    system_of(owner, "never-asked", SECRET)  # nor was anything derived for it
    return [*found, {"key": "never-asked"}]


def state_of(owner, key: str, state: str, by) -> State:
    system = system_of(owner, key, SECRET)
    round_ = round_of(system, state=state, by=by, rto=8 * HOUR, rpo=DAY, mtd=4 * HOUR)
    deriving.derive([system.pk])
    return {"key": key, "public_id": round_.public_id}


def looks_at(route: str, states: list[State], url_of: Callable[..., str]) -> Iterator[tuple[str, str]]:
    """The address about what the company has, for everybody; as far as it is about a system, also that about each of
    the other states, for those to whom pages offer the most."""
    for person in PEOPLE:
        yield url_of(route), person
    for state, person in product(states, ("owner", "architect")):
        if about := state.keys() & set(ADDRESSES[route].parameters):
            yield url_of(route, **{name: state[name] for name in about}), person


@pytest.mark.parametrize("application", APPLICATIONS)
def test_a_look_changes_nothing(application: str, states: list[State], ask: Visit, url_of: Callable[..., str]):
    connection.run_on_commit.clear()  # what was ordered while the company was founded
    before, faults = every_row(), []
    for route in (each for each in routes_of(application) if "GET" in methods_of(each)):
        for url, person in looks_at(route, states, url_of):
            left = [each for each in left_behind(ask, person, url, before) if (route, each) not in MARKS]
            faults += [f"{route}: {url} seen by {person} leaves {', '.join(left)}"] if left else []
    assert not faults, "\n" + "\n".join(faults)


def left_behind(ask: Visit, person: str, url: str, before: Rows) -> list[str]:
    """The tables with other rows, and whether something waits for the commit: work for a queue leaves no row."""
    with transaction.atomic():
        written = rows_written()
        for method, headers in LOOKS:
            ask(person, method, url, headers=headers, keep=True)
        ordered = ["something to be done"] if connection.run_on_commit else []
        found = (changed(before, every_row()) if rows_written() != written else []) + ordered
        transaction.set_rollback(True)
    return found
