"""Findings of a scenario and what would mend it, each worked out."""

from recovery.facts import Exercise
from recovery.messages import say
from recovery.policy import Policy, StrategyRow
from recovery.scenarios.prediction import predict
from tests.recovery.builders import MIN, UNSET, H
from tests.recovery.scenarios.companies import company, copied, falls

RTO, MTD = "together-exceeds-rto", "together-exceeds-mtd"


def offers(where, code=RTO):
    finding = next(each for each in where.predict().findings if each.code == code)
    return {say(each.label): each for each in finding.offers}


def test_what_is_in_time_has_no_finding():
    assert company(falls("a", mtd=6 * H)).predict().findings == ()


def test_too_few_teams():
    where = company(falls("a", mtd=7 * H), falls("b", mtd=7 * H))
    finding, other = where.predict().findings
    assert (finding.code, other.code) == (RTO, MTD)
    assert (finding.severity, finding.resolver) == ("blocks", "architect")
    assert finding.read == {"late": 1, "count": 2, "teams": 1, "system": "b", "seconds": 2 * H + 30 * MIN}
    assert say(finding.message) == (
        "2 systems fall at once; teams that can work side by side: 1. Back too late: 1; b is the latest, by 2 hours 30 "
        "minutes."
    )
    assert say(other.message, audience="architect") == (
        "With 1 teams 1 of 2 systems are back after MTD − WRT; worst is b, by 30 minutes."
    )
    mended = offers(where)["Let 2 teams work side by side"]
    assert (mended.change, mended.resolves, mended.raises) == ({"teams": 2}, (RTO, MTD), ())
    assert say(mended.consequence) == "then everything is back in time"


def test_one_team_more_where_no_number_is_enough():
    where = company(falls("a", rto=H), falls("b"), falls("c"))
    mended = offers(where)["Let 2 teams work side by side"]
    assert (mended.resolves, say(mended.consequence)) == ((), "then late: 2")


def test_another_order_gives_up_what_is_late_and_keeps_what_is_just_in_time():
    """Two are due at once and one team can bring back one of them: the other comes last, not the one due later."""
    where = company(falls("a", rto=7 * H + 30 * MIN), falls("b", rto=4 * H), falls("c", rto=4 * H))
    assert [(each.change, say(each.consequence)) for each in offers(where).values()] == [
        ({"teams": 2}, "then everything is back in time"), ({"order": ("b", "a", "c")}, "then late: 1"),
    ]  # fmt: skip


def test_a_faster_link():
    where = company(copied("a", rto=17200), copied("b", rto=17200), teams=2, throughput={"vault": 60})
    mended = offers(where)["Let vault give back 100 MiB a second, 40 more"]
    assert (mended.change, mended.resolves) == ({"throughput": {"vault": 100}}, (RTO,))


def test_twice_as_fast_a_link_where_none_is_enough():
    systems = (copied("a", rto=17200), copied("b", rto=17200), falls("c", "pilot_light", rto=50 * MIN))
    where = company(*systems, teams=3, throughput={"vault": 50})
    assert {key for each in offers(where).values() for key in each.change} >= {"throughput"}


def test_a_stronger_strategy_for_the_one_that_decides():
    where = company(
        falls("a", rto=2 * H, exercises=(Exercise("failover", rta=4 * H),)), falls("b", "pilot_light"), teams=2
    )
    mended = offers(where)["Protect a by Pilot light"]
    assert mended.change == {"system": "a", "today.strategy": "pilot_light"}
    assert (mended.strategy, mended.cost_tier, mended.resolves) == ("pilot_light", 2, (RTO,))


def test_a_stronger_strategy_may_be_one_without_a_second_place():
    rows = (StrategyRow("slow", 8 * H, 0.1, 1, person=True), StrategyRow("quick", H, 0.2, 2, person=True))
    where = company(falls("a", "slow"))
    finding = predict(where.systems, where.edges, Policy(strategies=rows), where.scenario).findings[0]
    change = {"system": "a", "today.strategy": "quick"}
    assert [each.resolves for each in finding.offers if each.change == change] == [(RTO,)]


def test_the_one_that_decides_may_be_another():
    where = company(falls("a", "pilot_light", rto=2 * H), falls("b"), needs="a>b", teams=2)
    assert "Protect b by Pilot light" in offers(where)


def test_nothing_is_stronger_than_the_strongest():
    where = company(falls("a", "multi_site", rto=H), falls("b", rto=8 * H), needs="a>b", teams=2)
    assert all("system" not in each.change or each.change["system"] == "b" for each in offers(where).values())
    assert offers(company(falls("a", "multi_site", rto=0, exercises=(Exercise("failover", rta=H),)))) == {}


def test_a_strategy_nobody_knows_is_not_made_stronger():
    assert offers(company(falls("a", None, rto=1, rpo=UNSET, exercises=(Exercise("failover", rta=H),)))) == {}


def test_what_the_business_cannot_wait_for_comes_before_what_is_late():
    """By RTO alone c came last, four hours after the business could no longer cope."""
    found = company(falls("a", rto=5 * H), falls("b", rto=6 * H), falls("c", rto=7 * H, mtd=9 * H)).predict()
    assert found.order[-1] == "b"
    assert [each.code for each in found.findings] == [RTO]
