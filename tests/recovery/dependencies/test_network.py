# ruff: noqa: E501 (a row of a table is read in one line)
"""Section 5: what is needed when, along chains, cycles and catalogues of any size."""

from dataclasses import replace

import pytest

from recovery.contradictions import fired
from recovery.dependencies.affected import affected
from recovery.dependencies.portfolio import connect_portfolio
from recovery.derivation import derive
from recovery.facts import Dependency
from recovery.messages import say
from recovery.policy import DEFAULT_POLICY
from tests.recovery.builders import BY_HAND, MIN, NA, UNSET, D, H, make

LONG = 100_000


def chain(*rtas, rto=D):
    """Systems s0, s1, …, each needing the next, that take so long by themselves."""
    systems = [make(f"s{at}", rto=rto, exercise={"rta": rta}) for at, rta in enumerate(rtas)]
    return systems, [Dependency(f"s{at}", f"s{at + 1}") for at in range(len(rtas) - 1)]


def test_earliest_recovery_and_required_rto_along_a_chain():
    found = derive(*chain(H, 2 * H, 3 * H))
    assert [found[key].earliest_recovery for key in found] == [3 * H + 30 * MIN, 3 * H + 15 * MIN, 3 * H]
    assert [found[key].required_rto for key in found] == [None, D - 15 * MIN, D - 30 * MIN]
    assert [found[key].wave for key in found] == [3, 2, 1]
    assert found["s0"].earliest_chain.keys == ("s0", "s1", "s2")
    assert found["s2"].required_chain.keys == ("s2", "s1", "s0")


def test_a_required_rto_is_never_below_zero():
    systems, edges = chain(2 * D, H)
    systems[0] = replace(systems[0], rto=5 * MIN)
    found = derive(systems, edges, BY_HAND)
    assert (found["s0"].finishing, found["s1"].required_rto) == (15 * MIN, 0)


def test_own_rto_of_a_dependent_decides_when_it_is_tighter_than_what_comes_from_above():
    systems, edges = chain(0, 0, 0)
    systems[1] = make("s1", rto=H, exercise={"rta": 0})
    found = derive(systems, edges)
    assert (found["s2"].required_rto, found["s2"].required_chain.keys) == (H, ("s2", "s1"))


def test_an_unknown_recovery_estimate_counts_as_nothing_and_says_so():
    systems, edges = chain(H, H, H)
    systems[1] = make("s1", rto=UNSET)
    found = derive(systems, edges)
    assert (found["s0"].earliest_recovery, found["s1"].earliest_recovery) == (H + 15 * MIN, None)
    assert "assumes.silent-needs" in [text.code for text in found["s0"].assumptions]
    assert "assumes.silent-needs" not in [text.code for text in found["s2"].assumptions]


def test_a_cycle_is_one_wave_and_comes_up_together():
    systems = [
        make(key, rto=rto, exercise={"rta": rta}) for key, rto, rta in (("a", D, H), ("b", 5 * H, 3 * H), ("c", D, 0))
    ]
    edges = [Dependency("a", "b"), Dependency("b", "a"), Dependency("c", "a"), Dependency("a", "d")]
    found = derive([*systems, make("d", exercise={"rta": H})], edges)
    assert [found[key].wave for key in "abcd"] == [2, 2, 3, 1]
    assert [found[key].earliest_recovery for key in "abcd"] == [3 * H, 3 * H, 3 * H, H]
    assert (found["a"].required_rto, found["a"].required_chain.keys) == (5 * H, ("a", "b"))
    assert (found["b"].required_rto, found["b"].required_chain.keys) == (D, ("b", "c"))
    assert (found["d"].required_rto, found["d"].required_chain.keys) == (5 * H - 15 * MIN, ("d", "b"))
    messages = {each.code: each.message for each in found["a"].findings}
    assert say(messages["dependency-cycle"]).endswith("a and b.")


def test_a_cycle_without_any_rto_demands_nothing():
    edges = [Dependency("a", "b"), Dependency("b", "a")]
    found = derive([make("a", rto=UNSET), make("b", rto=UNSET)], edges)
    assert [found[key].required_rto for key in "ab"] == [None, None]
    found = derive([make("a", rto=H), make("b", rto=UNSET)], edges)
    assert [found[key].required_rto for key in "ab"] == [None, H]


def test_a_repeated_edge_counts_once_and_a_stranger_not_at_all():
    edges = [
        Dependency("a", "b"),
        Dependency("a", "b"),
        Dependency("a", "x"),
        Dependency("x", "a"),
        Dependency("x", "x"),
    ]
    found = derive([make("a"), make("b")], edges)
    assert found == derive([make("a"), make("b")], edges[:1])


def test_the_same_key_twice_is_refused():
    with pytest.raises(ValueError, match="same key"):
        derive([make("a"), make("a")], [])


@pytest.mark.unmutated
def test_a_chain_of_a_hundred_thousand():
    systems, edges = chain(*[1] * LONG)
    found = derive(systems, edges, only=["s0", f"s{LONG - 1}"])
    assert found["s0"].earliest_recovery == LONG
    assert found["s0"].wave == LONG
    assert found["s0"].earliest_chain.length == LONG
    assert found["s0"].earliest_chain.keys[-2:] == ("s10", f"s{LONG - 1}")
    assert found[f"s{LONG - 1}"].required_chain.length == LONG
    assert len(affected(["s5"], edges)) == LONG


@pytest.mark.unmutated
def test_a_cycle_of_a_hundred_thousand():
    systems, edges = chain(*[1] * LONG)
    found = derive(systems, [*edges, Dependency(f"s{LONG - 1}", "s0")], only=["s0"])
    assert (found["s0"].wave, found["s0"].earliest_recovery) == (1, 1)
    assert next(each for each in found["s0"].findings if each.code == "dependency-cycle").read["count"] == LONG


@pytest.mark.unmutated
def test_a_hub_that_ten_thousand_need_is_weighed_in_time():
    hub = make("hub", rto=3 * D, mtd=2 * D)
    others = [make(f"s{at}", rto=H, rpo=H) for at in range(10_000)]
    edges = [Dependency(each.key, "hub", kind) for each in others for kind in ("hard", "shares_transactions")]
    found = derive([hub, *others], edges, only=["hub", "s0", "s1"])
    offer = found["hub"].findings[0].offers[0]
    assert offer.change == {"rto": D}
    assert len(found["hub"].findings[-1].offers) > 0
    assert "dependency-slower" in [each.code for each in found["s0"].findings]


def test_what_is_affected():
    edges = [
        Dependency("a", "b"), Dependency("b", "c"), Dependency("z", "y", "soft"), Dependency("c", "s", "shares_transactions"),
        Dependency("a", "d"), Dependency("d", "e"),
    ]  # fmt: skip
    assert affected(["c"], edges) == {"a", "b", "c", "d", "e", "s"}
    assert affected(["z"], edges) == {"z"}
    assert affected(["b"], edges) == {"a", "b", "c", "d", "e"}
    assert affected(["e"], edges) == {"a", "b", "c", "d", "e"}
    assert affected(["s"], edges) == {"c", "s"}
    assert affected(["a"], edges) == {"a", "b", "c", "d", "e"}
    both = [*edges, Dependency("s", "t"), Dependency("x", "s")]
    assert affected(["c"], both) - affected(["c"], edges) == {"t"}
    assert affected(["t"], both) == {"c", "s", "t", "x"}
    assert affected(["z"], edges, [("z", "ann"), ("q", "ann"), ("p", "bob"), ("o", None)]) == {"z", "q"}


def test_the_rpo_of_sharers_without_data_is_no_mismatch():
    graph = connect_portfolio(
        [make("a"), make("b", rpo=NA)], [Dependency("a", "b", "shares_transactions")], DEFAULT_POLICY
    )
    assert "rpo-mismatch" not in fired(graph.case(0))


def test_a_business_service_passes_its_rto_on_and_takes_no_time():
    service = make("service", rto=4 * H, rpo=NA, type="business_service")
    below = [make(key) for key in ("till", "ledger", "disks")]
    found = derive([service, *below], [Dependency("service", each.key) for each in below])
    assert [found[each.key].required_rto for each in below] == [4 * H] * 3
    assert [found[each.key].findings for each in below] == [()] * 3
    assert (found["service"].earliest_recovery, found["service"].findings) == (4 * H, ())


def test_what_prepares_meanwhile_costs_no_time():
    found = derive([make("top", rto=D), make("foot", rto=D)], [Dependency("top", "foot")])
    assert (found["foot"].earliest_recovery, found["top"].earliest_recovery) == (4 * H, 4 * H + 15 * MIN)
    quick = derive([make("top", rto=D), make("foot", rto=30 * MIN)], [Dependency("top", "foot")])
    assert (quick["foot"].earliest_recovery, quick["top"].earliest_recovery) == (450, 4 * H)


def test_nobody_is_asked_to_be_back_at_once():
    found = derive([make("one"), make("other")], [Dependency("one", "other")])["one"].findings
    assert [each.code for each in found] == ["dependency-slower", "chain-exceeds-rto"]
    asked = [offer.change for each in found for offer in each.offers if "rto" in offer.change]
    assert {"system": "other", "rto": 2 * H} in asked
    assert all(change["rto"] > 0 for change in asked)
    labels = [say(offer.label) for each in found for offer in each.offers]
    assert not [each for each in labels if "0 seconds" in each]


def test_an_exercise_of_ones_own_that_took_too_long_is_not_blamed_on_what_is_needed():
    slow = make("shop", rto=2 * H, exercise={"age": D, "rta": 5 * H})
    found = derive([slow, make("bank", rto=H)], [Dependency("shop", "bank")])["shop"].findings
    assert [each.code for each in found] == ["drill-missed-objective"]
