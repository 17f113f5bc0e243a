"""A regulator's rule on where a copy lies: today's copies and the plan's against it, and the ways out."""

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from recovery.case import make_case
from recovery.contradictions import BY_CODE
from recovery.contradictions.protection import derived_protection
from recovery.derivation import ALONE, derive
from recovery.facts import SITES, Facts, System, Today
from recovery.messages import say
from recovery.offers.changes import apply
from recovery.planning.places import demanded_site, is_far_enough, sites_today
from recovery.policy import DEFAULT_POLICY
from tests.recovery.builders import NA, D, H, scene
from tests.recovery.offers.test_promises import ANY_WORLD, offers_of
from tests.recovery.worlds import Grower

RULE = BY_CODE["regulator-breached"]
NEAR = {"history": "snapshot", "history_site": "other_site"}
LIVE, HISTORY = ("none", "asynchronous", "synchronous"), ("none", "snapshot", "continuous")
todays = st.builds(
    Today,
    live_copy=st.none() | st.sampled_from(LIVE),
    live_lag=st.none() | st.sampled_from((0, 60, D)),
    live_site=st.none() | st.sampled_from(SITES),
    history=st.none() | st.sampled_from(HISTORY),
    interval=st.none() | st.sampled_from((H, D)),
    history_site=st.none() | st.sampled_from(SITES),
)
demands = st.sampled_from(SITES)


def case_of(today: Today, demanded: str | None, rpo=4 * H):
    system = System("shop", 4 * H, rpo, facts=Facts(regulator_site=demanded), today=today)
    return make_case(system, DEFAULT_POLICY, ALONE)


def fires(today: Today, demanded: str | None) -> bool:
    return RULE.check(case_of(today, demanded)) is not None


@given(todays, demands)
def test_it_fires_where_every_copy_is_said_to_lie_nearer_and_only_there(today, demanded):
    sites = sites_today(today)
    nearer = sites and all(site is not None and SITES.index(site) < SITES.index(demanded) for site in sites)
    none = demanded != SITES[0] and sites == () and today.live_copy == "none"
    assert fires(today, demanded) == bool(nearer or none)


@given(todays, demands, st.sampled_from(("live_site", "history_site")), demands)
def test_a_copy_farther_away_breaks_no_rule_that_was_kept(today, demanded, which, farther):
    now = getattr(today, which)
    assume(now is not None and SITES.index(farther) >= SITES.index(now))
    assert fires(today, demanded) or not fires(replace(today, **{which: farther}), demanded)


@given(todays, demands, demands)
def test_a_looser_rule_breaks_no_more(today, one, other):
    looser, tighter = sorted((one, other), key=SITES.index)
    assert fires(today, tighter) or not fires(today, looser)


@given(todays, demands, st.sampled_from((0, 60, H, 4 * H, D)))
def test_the_place_of_the_plans_copies_keeps_the_rule(today, demanded, rpo):
    """Today's protection made what the plan would have it has a copy where the regulator wants one."""
    case = case_of(today, demanded, rpo)
    after = apply(case.system, derived_protection(case)).today
    asked = demanded_site(case.facts)
    live = after.live_site if after.live_copy in LIVE[1:] else None
    assert asked is None or is_far_enough(after.history_site, asked) or is_far_enough(live, asked)
    assert RULE.check(make_case(replace(case.system, today=after), DEFAULT_POLICY, ALONE)) is None


@settings(max_examples=80, deadline=None)
@given(ANY_WORLD)
def test_no_way_out_puts_the_copies_where_the_regulator_does_not_want_them(world):
    for made_to, changed, offer in offers_of(world):
        if made_to is changed and any(name.startswith("today.") for name in offer.change):
            assert RULE.code not in offer.raises


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 2**32))
def test_a_way_out_ends_the_finding_unless_the_objectives_break_a_limit_too(seed):
    system = Grower(seed).system("shop")
    found = [each for each in derive([system], [])["shop"].findings if each.code == RULE.code]
    for finding in found:
        for offer in finding.offers:
            if finding.resolver == "architect" and offer.change:
                assert RULE.code in offer.resolves


@pytest.mark.parametrize(
    ("given", "resolver"),
    [
        ({"rto": D, "regulator_rto": H}, "owner"),
        ({"regulator_site": "other_region", "today": NEAR}, "architect"),
        ({"regulator_site": "other_region", "today": {"live_copy": "none", "history": "none"}}, "architect"),
        ({"rto": D, "regulator_rto": H, "regulator_site": "other_region", "today": NEAR}, "owner"),
    ],
)
def test_who_can_resolve_it(given, resolver):
    """Objectives are the owner's; where copies lie is not. Nobody reasons either away."""
    finding = scene(**given).finding(RULE.code)
    assert (finding.resolver, finding.justifiable, finding.severity) == (resolver, False, "blocks")


SAID = {
    ("en", "owner"): "A regulator demands a copy in another region. Today's farthest copy lies at another site.",
    ("en", "architect"): "The regulator's place of a copy: in another region. "
    "The farthest of today's copies: at another site.",
    ("es", "owner"): "Un regulador exige una copia en otra región. La más lejana de hoy está en otro sitio.",
}


@pytest.mark.parametrize(("language", "audience"), SAID)
def test_it_says_both_places(language, audience):
    finding = scene(regulator_site="other_region", today=NEAR).finding(RULE.code)
    assert say(finding.message, language, audience) == SAID[language, audience]


LOST = {"live_copy": "none", "history": "snapshot", "interval": D, "history_site": "other_site"}
TOGETHER = {"live_copy": "synchronous", "live_site": "same", "history": "none"}
LABELS = [
    ("regulator-breached", {"today": NEAR}, 0, "Keep the copies of the past in another region"),
    ("regulator-breached", {"today": TOGETHER}, 0, "Keep the live copy in another region"),
    ("copy-shares-fate", {"today": TOGETHER}, 0, "Keep the live copy in another region"),
    ("copy-shares-fate", {"today": {"history_site": "same"}}, 0, "Keep the copies of the past in another region"),
    ("worst-loss-exceeds-rpo", {"today": LOST}, 0, "Take a snapshot every 4 hours, kept in another region"),
    (
        "worst-loss-exceeds-rpo", {"rpo": H, "today": LOST}, 0,
        "Keep every change, put away in another region every 5 minutes",
    ),
    ("worst-loss-exceeds-rpo", {"regulator_site": "same", "today": LOST}, 0, "Take a snapshot every 4 hours"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "given", "at", "label"), LABELS)
def test_a_way_out_says_where_the_copy_goes(code, given, at, label):
    assert say(scene(**{"regulator_site": "other_region", **given}).finding(code).offers[at].label) == label


@pytest.mark.parametrize(
    ("given", "site"),
    [
        ({"regulator_site": "other_region"}, "other_region"),
        ({"regulator_site": "same"}, None),
        ({}, None),
        ({"regulator_site": "other_region", "rpo": NA}, None),
    ],
)
def test_the_plan_says_where_the_regulator_wants_a_copy(given, site):
    because = scene(**given).derive().because
    assert ("copies_site" in because) == (site is not None)
    if site is not None:
        assert say(because["copies_site"]) == "A regulator demands a copy in another region."


@pytest.mark.parametrize(("lag", "moved"), [(H, None), (5 * H, "other_region")])
def test_one_copy_is_enough_as_long_as_it_stays(lag, moved):
    """The live copy is where the regulator wants it; where the plan gives it up, the history has to go there."""
    live = {"live_copy": "asynchronous", "live_lag": lag, "live_site": "other_region"}
    case = case_of(Today(**NEAR, interval=D, **live), "other_region")
    assert derived_protection(case).get("today.history_site") == moved
