# ruff: noqa: E501 (a row of a table is read in one line)
"""Predictions by hand. People begin after 30 minutes; backup and restore prepares for 3 h 15 min, pilot light for 15
min, and both finish in 15 min; warm standby is back after 7 min 30 s by itself."""

from dataclasses import replace

import pytest

from recovery.facts import Exercise, State
from recovery.policy import DEFAULT_POLICY, Policy
from recovery.scenarios.parts import Parts, parts_of
from recovery.scenarios.prediction import predict
from recovery.scenarios.scenario import falling, located_at
from tests.recovery.builders import MIN, NA, UNSET, H
from tests.recovery.scenarios.companies import DECLARED, company, copied, falls

ALONE, PILOT, WARM = 4 * H, 60 * MIN, 7 * MIN + 30
NEXT = 3 * H + 30 * MIN
LINK = {"vault": 60}
ROWS = {
    "one system": (company(falls("a")), {"a": (ALONE, None)}, "chain"),
    "one team for two": (company(falls("a"), falls("b", rto=6 * H)), {"a": (ALONE, None), "b": (ALONE + NEXT, "team")}, "teams"),
    "the more urgent first": (company(falls("a", rto=9 * H), falls("b")), {"a": (ALONE + NEXT, "team"), "b": (ALONE, None)}, "teams"),
    "a team each": (company(falls("a"), falls("b"), teams=2), {"a": (ALONE, None), "b": (ALONE, None)}, "chain"),
    "one needs the other": (company(falls("a"), falls("b"), needs="a>b", teams=2), {"a": (ALONE + 15 * MIN, {"system": "b"}), "b": (ALONE, None)}, "chain"),
    "what falls over by itself takes no team": (company(falls("a"), falls("b", "warm_standby", 5 * MIN)), {"a": (ALONE, None), "b": (WARM, None)}, "chain"),
    "… and waits for what it needs": (company(falls("a"), falls("b", "warm_standby", 5 * H), needs="b>a"), {"a": (ALONE, None), "b": (ALONE, {"system": "a"})}, "chain"),
    "data are copied back": (company(copied("a"), throughput=LINK), {"a": (ALONE + 2048, None)}, "chain"),
    "two share a link": (company(copied("a"), copied("b"), teams=2, throughput=LINK), {"a": (ALONE + 2048, None), "b": (ALONE + 4096, {"throughput": "vault"})}, "throughput:vault"),
    "… that is fast enough": (company(copied("a"), copied("b"), teams=2, throughput={"vault": 100}), {"a": (ALONE + 2048, None), "b": (ALONE + 2048, None)}, "chain"),
    "… each its own": (company(copied("a"), copied("b", place="north"), teams=2, throughput=LINK), {"a": (ALONE + 2048, None), "b": (ALONE + 2048, None)}, "chain"),
    "a link slower than the system": (company(copied("a"), throughput={"vault": 25}), {"a": (ALONE + 4096, None)}, "chain"),
    "an equal share of the link": (company(copied("a", own=None), copied("b", own=None), teams=2, throughput=LINK), {"a": (ALONE + 3414, None), "b": (ALONE + 3414, None)}, "chain"),
    "a share nobody can know": (company(copied("a", own=None)), {"a": (ALONE, None)}, "chain"),
    "a place without a limit": (company(copied("a"), copied("b"), teams=2), {"a": (ALONE + 2048, None), "b": (ALONE + 2048, None)}, "chain"),
    "a cycle comes back together": (company(falls("a", "pilot_light"), falls("b"), needs="a>b b>a", teams=2), {"a": (ALONE, {"system": "b"}), "b": (ALONE, None)}, "chain"),
    "a cycle waits for what a member needs": (company(falls("a", "pilot_light"), falls("b", "pilot_light"), falls("c"), needs="a>b b>a b>c", teams=3), {"a": (ALONE + 15 * MIN, {"system": "c"}), "b": (ALONE + 15 * MIN, {"system": "c"}), "c": (ALONE, None)}, "chain"),
    "only what is lost falls": (company(falls("a"), falls("b"), lost=("a",)), {"a": (ALONE, None)}, "chain"),
    "… and what needs it": (company(falls("a", "pilot_light"), falls("b", "pilot_light"), needs="b>a", lost=("a",)), {"a": (PILOT, None), "b": (PILOT + 15 * MIN, {"system": "a"})}, "chain"),
    "… which is whole itself": (company(falls("a", "pilot_light"), copied("b"), needs="b>a", lost=("a",), throughput=LINK), {"a": (PILOT, None), "b": (PILOT + 15 * MIN, {"system": "a"})}, "chain"),
    "… and connects again by itself": (company(falls("a", "pilot_light"), falls("b", "warm_standby"), needs="b>a", lost=("a",)), {"a": (PILOT, None), "b": (PILOT, {"system": "a"})}, "chain"),
    "… its data, too": (company(copied("a", strategy="pilot_light"), copied("b"), needs="b>a", lost=("a",), kind="data", throughput=LINK), {"a": (PILOT + 2048, None), "b": (PILOT + 15 * MIN + 2048, {"system": "a"})}, "chain"),
    "destroyed data are copied back from anywhere": (company(copied("a", strategy="warm_standby"), kind="data", throughput=LINK), {"a": (30 * MIN + 30 * MIN + 2048, None)}, "chain"),
    "nobody knows how": (company(falls("a", None, rto=UNSET)), {"a": (0, None)}, "chain"),
}  # fmt: skip


@pytest.mark.parametrize("row", ROWS)
def test_when_each_is_back_and_what_it_waited_for(row):
    given, expected, decides = ROWS[row]
    found = given.predict()
    shown = {each.key: (each.back_at, waited(each.waited_for)) for each in found.systems}
    assert shown == expected
    assert found.decides == decides
    assert found.bound <= max(back for back, _ in expected.values())


def waited(wait):
    return wait and (wait.kind if wait.kind == "team" else {wait.kind: wait.name})


def test_how_late_and_what_it_costs():
    found = company(
        falls("a", rto=3 * H + 30 * MIN, loss_per_hour=100, mtd=6 * H, wrt=H), falls("b", rto=5 * H, mtd=4 * H, wrt=5 * H),
        falls("c", rto=UNSET),
    ).predict()  # fmt: skip
    assert {each.key: (each.late_rto, each.late_mtd) for each in found.systems} == {
        "a": (30 * MIN, 0), "b": (2 * H + 30 * MIN, 7 * H + 30 * MIN), "c": (None, None),
    }  # fmt: skip
    assert (found.late, found.cost_of_lateness) == (2, 50)
    assert found.order == ("a", "b", "c")
    assert found.bound == 30 * MIN + 3 * NEXT


def test_an_unknown_loss_is_not_none():
    assert company(falls("a", rto=H)).predict().cost_of_lateness is None
    assert company(falls("a")).predict().cost_of_lateness == 0


def test_a_date_that_is_only_the_last_is_kept_all_the_same():
    found = company(falls("a"), falls("b", rto=UNSET, mtd=5 * H), falls("c", rto=20 * H)).predict()
    assert found.order[0] in ("a", "b")
    assert found.order[-1] == "c"


def test_what_only_needs_what_is_lost_is_guessed_at_less():
    """What it would take to build it anew, or how much data it has, has no say; its own data are not destroyed."""
    given = company(
        falls("a"), copied("b", gib=None), falls("c", None, rto=UNSET), falls("d", rto=H, data_rto=9 * H),
        needs="b>a c>a d>a", lost=("a",), kind="data", throughput=LINK,
    )  # fmt: skip
    assert {key: given.of(key).unknown for key in "abcd"} == {"a": True, "b": False, "c": True, "d": False}
    assert given.of("c").assumed == ("objective", "strategy")
    assert given.of("d").late_rto > 0


def test_nothing_falls():
    found = company(falls("a"), lost=()).predict()
    assert (found.systems, found.late, found.decides, found.bound, found.findings) == ((), 0, "chain", 0, ())


def test_data_have_a_time_of_their_own():
    system = falls("a", rto=H, data_rto=10 * H)
    assert company(system, kind="data").of("a").late_rto == 0
    assert company(system, kind="site").of("a").late_rto == 3 * H
    assert company(falls("a", rto=H), kind="data").of("a").late_rto == 3 * H


@pytest.mark.parametrize(("after", "back"), [(0, NEXT), (DECLARED, ALONE), (2 * H, NEXT + 2 * H), (None, ALONE)])
def test_people_begin_when_it_is_declared(after, back):
    assert company(falls("a"), declared_after=after).of("a").back_at == back


def test_noticing_and_deciding_are_once_for_all():
    policy = Policy(detection_time=10 * MIN, declaration_time=20 * MIN)
    given = company(falls("a"), falls("b"), teams=2, declared_after=None)
    assert {each.back_at for each in predict(given.systems, given.edges, policy, given.scenario).systems} == {ALONE}


PARTS = {
    "backup and restore": (falls("a", data_size_gib=1), False, Parts(11700, 2**30, 900)),
    "a plan where today's is unknown": (falls("a", None, rto=H), False, Parts(900, 0, 900)),
    "neither": (falls("a", None, rto=UNSET), False, Parts(0, 0, 0, acts_by_itself=True, unknown=True)),
    "neither, but data": (falls("a", None, rto=UNSET, data_size_gib=1), True, Parts(900, 2**30, 900)),
    "pilot light has its data alive": (falls("a", "pilot_light", data_size_gib=1), False, Parts(900, 0, 900)),
    "warm standby": (falls("a", "warm_standby"), False, Parts(WARM, 0, 0, acts_by_itself=True)),
    "warm standby without data": (falls("a", "warm_standby", data_size_gib=1), True, Parts(900, 2**30, 900)),
    "size not known": (falls("a"), False, Parts(11700, 0, 900, unknown=True)),
    "no data to copy": (falls("a", rpo=NA), False, Parts(11700, 0, 900)),
    "measured": (falls("a", exercises=(Exercise("failover", rta=2 * H),), rpo=NA), False, Parts(4500, 0, 900)),
    "measured with copying": (falls("a", exercises=(Exercise("failover", rta=2 * H),), data_size_gib=100, restore_mib_per_s=50), False, Parts(7200 - 1800 - 2048 - 900, 100 * 2**30, 900)),
    "measured and short": (falls("a", exercises=(Exercise("failover", rta=2400),), rpo=NA), False, Parts(0, 0, 600)),
    "measured by itself": (falls("a", "warm_standby", exercises=(Exercise("failover", rta=600),)), False, Parts(600, 0, 0, acts_by_itself=True)),
    "measured without a strategy": (falls("a", None, rto=State.UNKNOWN, exercises=(Exercise("failover", rta=2 * H),)), False, Parts(4500, 0, 900)),
}  # fmt: skip


@pytest.mark.parametrize("row", PARTS)
def test_parts_of_a_system(row):
    system, destroyed, expected = PARTS[row]
    assert parts_of(system, DEFAULT_POLICY, data_destroyed=destroyed) == expected


def test_a_business_service_is_back_with_what_it_needs():
    service = replace(falls("s", "backup_restore", data_size_gib=100), type="business_service")
    assert parts_of(service, DEFAULT_POLICY, data_destroyed=True) == Parts(0, 0, 0, acts_by_itself=True)
    found = company(service, falls("a"), needs="s>a").of("s")
    assert (found.back_at, waited(found.waited_for), found.unknown) == (ALONE, {"system": "a"}, False)


def test_what_is_counted_as_nothing_is_told():
    assert company(copied("a", own=None)).of("a").unknown
    assert company(copied("a", gib=None)).of("a").unknown
    assert not company(copied("a")).of("a").unknown


ASSUMED = {
    "all is said": (copied("a"), "site", ()),
    "no objective": (copied("a", rto=UNSET), "site", ("objective",)),
    "an MTD is a date": (copied("a", rto=UNSET, mtd=H), "site", ()),
    "no strategy": (falls("a", None, rto=UNSET), "site", ("objective", "strategy")),
    "the plan's strategy": (falls("a", None, rto=H), "site", ("planned",)),
    "no size": (copied("a", gib=None), "site", ("size",)),
    "no size of destroyed data": (copied("a", gib=None, strategy=None, rto=UNSET), "data", ("objective", "size")),
    "no throughput": (copied("a", own=None), "site", ("throughput",)),
    "a service has nothing": (replace(falls("a", None, rto=H), type="business_service"), "site", ()),
}


@pytest.mark.parametrize("row", ASSUMED)
def test_what_is_assumed(row):
    system, kind, expected = ASSUMED[row]
    assert company(system, kind=kind).of("a").assumed == expected


def test_what_is_done_when():
    where = company(copied("a"), falls("b", "pilot_light", rto=UNSET), needs="b>a", teams=2, throughput=LINK)
    shown = {key: [(span.part, span.start, span.end) for span in where.of(key).spans] for key in ("a", "b")}
    copying, back = 30 * MIN + 11700, ALONE + 2048
    assert shown == {
        "a": [("preparing", 30 * MIN, copying), ("copying", copying, copying + 2048), ("finishing", back - 900, back)],
        "b": [("preparing", 30 * MIN, 45 * MIN), ("finishing", back, back + 900)],
    }
    assert (where.of("a").due, where.of("a").last) == (5 * H, None)
    assert company(falls("a", rto=H, mtd=2 * H, wrt=H)).of("a").last == H


def test_a_system_that_copies_nothing_a_second_never_comes_back():
    assert company(copied("a", own=0), throughput=LINK).of("a").back_at > 10**9


def test_what_falls():
    edges = company(needs="b>a c>b a>c d>e").edges
    assert falling(("a",), edges) == {"a", "b", "c"}
    assert falling(("e", "nowhere"), edges) == {"e", "d", "nowhere"}
    assert located_at(company(falls("a")).systems, "Madrid") == ()
