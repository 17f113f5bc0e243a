"""The pictures on a system's page and the times beside them, as each reader gets them."""

from __future__ import annotations

import re

import pytest

from recovery.facts import Dependency as Needs
from recovery.facts import Facts, Today
from recovery.facts import System as Known
from recovery.results import Derived
from systems.models import Profile
from systems.presenters.pictures import balance_points
from tests.factories import DependencyFactory, ProtectionFactory, SystemFactory
from tests.systems.conftest import text
from tests.systems.test_detail import derive_into

pytestmark = pytest.mark.django_db

HOUR = 3600
MONEY = Facts(running_cost=240_000, loss_per_hour=1_000)
LAGGING = Today(
    strategy="warm_standby", live_copy="asynchronous", live_lag=HOUR, history="snapshot", interval=24 * HOUR
)


@pytest.fixture
def payments(owner, stranger):
    """Needs the ledger, which needs a system that only its owner may know of; the shop needs it."""
    payments = SystemFactory(key="payments", name="Payments", owner=owner)
    ledger = SystemFactory(key="ledger", name="Card <i>ledger</i>", owner=owner)
    shop = SystemFactory(key="shop", name="Web shop", owner=stranger)
    vault = SystemFactory(key="top-secret", name="Top secret", owner=stranger)
    DependencyFactory(system=payments, needs=ledger)
    DependencyFactory(system=shop, needs=payments)
    DependencyFactory(system=ledger, needs=vault)
    ProtectionFactory(system=payments, strategy="warm_standby", live_copy="asynchronous", live_lag_seconds=HOUR)
    derive_into(
        Known("payments", rto=HOUR, rpo=300, facts=MONEY, today=LAGGING),
        Known("ledger", rto=8 * HOUR, rpo=24 * HOUR),
        Known("shop", rto=900, rpo=300),
        Known("top-secret", rto=24 * HOUR, rpo=24 * HOUR),
        needs=(Needs("payments", "ledger"), Needs("shop", "payments"), Needs("ledger", "top-secret")),
    )
    for profile in Profile.objects.all():
        profile.earliest_recovery_seconds = profile.record["earliest_recovery"]
        profile.wave = profile.record["wave"]
        profile.save()
    return payments


def drawn(page: str, name: str) -> str:
    """The picture of that name, up to its end."""
    found = re.search(rf'aria-labelledby="{name}-title.*?</svg>', page)
    return found[0] if found else ""


def test_the_neighbours_are_drawn_in_both_widths_with_the_chain_that_decides(sign_in, architect, payments):
    page = text(sign_in(architect).get("/systems/payments/"))
    for width in ("wide", "narrow"):
        picture = drawn(page, f"neighbours-{width}")
        assert picture.count("p-chain") == 2
        assert "Card &lt;i&gt;ledger&lt;/i&gt; (too slow) (decides the time)" in picture
        assert "Web shop (needs it sooner) (decides the time)" in picture
        assert 'href="/systems/ledger/"' in picture
        assert 'href="/systems/shop/"' in picture
    assert page.index("neighbours-wide-title") < page.index("What it needs and what needs it")
    assert "<i>ledger" not in page


def test_what_is_soon_enough_carries_no_diamond(sign_in, architect):
    SystemFactory(key="blog")
    DependencyFactory(
        system=SystemFactory(key="site"), needs=SystemFactory(key="cache", name="Cache", profile={"stale_since": None})
    )
    derive_into(
        Known("site", rto=24 * HOUR, rpo=24 * HOUR),
        Known("cache", rto=8 * HOUR, rpo=24 * HOUR),
        needs=(Needs("site", "cache"),),
    )
    picture = drawn(text(sign_in(architect).get("/systems/site/")), "neighbours-wide")
    assert "p-critical" not in picture
    assert "Cache (decides the time)" in picture
    assert ">8 h<" in picture


def test_a_neighbour_that_may_not_be_opened_is_no_link_and_one_further_away_has_no_name(sign_in, owner, payments):
    page = text(sign_in(owner).get("/systems/payments/"))
    picture = drawn(page, "neighbours-wide")
    assert "Web shop" in picture
    assert "/systems/shop/" not in picture
    assert 'href="/systems/ledger/"' in picture
    assert "Payments → Card &lt;i&gt;ledger&lt;/i&gt; → another system" in page
    assert "Top secret" not in page
    assert "top-secret" not in page


def test_without_neighbours_there_is_no_picture_of_them(sign_in, architect, derived):
    SystemFactory(key="alone", profile=derived)
    page = text(sign_in(architect).get("/systems/alone/"))
    assert "neighbours-wide" not in page
    assert "The broad line" not in page
    assert "Nobody has said yet what it needs" in page


def test_the_times_stand_beside_each_other_with_what_decides_them(sign_in, architect, payments):
    page = text(sign_in(architect).get("/systems/payments/"))
    assert re.search(r"<dt>Back within</dt><dd>1 hour <small>its own objective", page)
    assert re.search(r"<dt>Others need it within</dt><dd>15 minutes .*?sooner than that.*?Payments → Web shop", page)
    assert re.search(r"<dt>Back at the earliest</dt><dd>after .*?too late.*?Payments → Card .*? → Top secret", page)
    assert re.search(r"<dt>Place in the recovery order</dt><dd>wave 3 <small>It comes back in wave 3, after", page)


def test_nobody_waits_for_it_and_it_waits_for_nobody(sign_in, architect):
    SystemFactory(key="blog")
    derive_into(Known("blog", rto=24 * HOUR, rpo=24 * HOUR))
    Profile.objects.update(earliest_recovery_seconds=0, wave=1)
    page = text(sign_in(architect).get("/systems/blog/"))
    assert "nobody waits for it" in page
    assert re.search(r"<dt>Back at the earliest</dt><dd>at once <small>no other system holds it up", page)
    assert "sooner than that" not in page
    assert "too late" not in page


def test_a_long_chain_shows_its_beginning_and_its_end(sign_in, architect, derived):
    system = SystemFactory(key="first", name="First", profile=derived)
    for number in range(2, 8):
        SystemFactory(key=f"s{number}", name=f"Number {number}")
    keys = ["first", *(f"s{number}" for number in range(2, 8))]
    Profile.objects.filter(system=system).update(
        required_rto_seconds=0, record={"required_chain": {"keys": keys, "length": 7}}
    )
    page = text(sign_in(architect).get("/systems/first/"))
    assert "First → Number 2 → Number 3 → Number 4 → … → Number 7" in page
    assert re.search(r"<dt>Others need it within</dt><dd>at once", page)


def test_what_it_costs_to_be_back_sooner_or_later(sign_in, architect, payments):
    page = text(sign_in(architect).get("/systems/payments/"))
    assert "What it costs to be back sooner or later" in page
    assert "Recovery and expected loss together cost least when it is back within 4 hours" in page
    assert "As it is asked for, when it is back within 1 hour, they cost about 60,500" in page
    assert "chosen: 1 hour" in drawn(page, "cost-balance-wide")
    assert "chosen: 1 hour" in drawn(page, "cost-balance-narrow")


@pytest.mark.parametrize("facts", [Facts(), Facts(running_cost=240_000), Facts(loss_per_hour=1_000)])
def test_without_both_amounts_nothing_is_compared(sign_in, architect, facts):
    SystemFactory(key="blog")
    derive_into(Known("blog", rto=24 * HOUR, rpo=24 * HOUR, facts=facts))
    page = text(sign_in(architect).get("/systems/blog/"))
    assert "sooner or later" not in page
    assert "cost-balance" not in page


@pytest.mark.parametrize(
    ("chosen", "last"), [(0, 3), (1, 3), (4, 4), (None, 3)], ids=["at once", "soon", "later than all that", "open"]
)
def test_the_comparison_ends_where_the_loss_is_far_above_every_cost(chosen, last):
    record = {
        "balance": [{"rto": step, "yearly_cost": 10.0, "expected_loss": 7.0 * step} for step in range(6)]
        + [{"rto": 6, "yearly_cost": None, "expected_loss": 0.0}]
    }
    assert balance_points(Derived.from_record(record), chosen)[-1].rto == last


def test_what_is_needed_without_waiting_is_needed_at_once(sign_in, architect, payments):
    Profile.objects.filter(system=payments).update(rto_seconds=0)
    page = text(sign_in(architect).get("/systems/payments/"))
    assert 'data-label="Needed within">at once<' in page
    assert 'data-label="Needed within">no interruption' not in page


def test_every_recovery_line_marks_the_same_loss(sign_in, architect, payments):
    """Destroyed data would cost 24 hours here, the loss of the site one: each is said with what it is about."""
    client = sign_in(architect)
    for path in ("/systems/payments/", "/systems/payments/summary/"):
        page = text(client.get(path))
        assert "today loses up to 1 hour, too much" in page, path
        assert "data destroyed: today loses up to 24 hours, too much" in page, path
        assert page.count("today loses up to 24 hours") == page.count("data destroyed: today loses up to 24 hours")


def test_in_spanish(sign_in, architect, payments):
    page = text(sign_in(architect).get("/systems/payments/", headers={"Accept-Language": "es"}))
    for said in ("(decide el tiempo)", "La línea ancha", "su propio objetivo", "cuestan lo mínimo cuando vuelve"):
        assert said in page, said


def with_harm(mtd: int | None = None, impact: dict | None = None) -> None:
    SystemFactory(key="till", name="Till")
    derive_into(Known("till", rto=HOUR, rpo=300, facts=Facts(mtd=mtd, impact=impact)))
    Profile.objects.filter(system__key="till").update(mtd_seconds=mtd)


GRID = {"money": {900: "minor", 4 * HOUR: "intolerable"}, "safety": {900: "none"}}


def test_the_harm_is_drawn_in_both_widths_and_told_in_words(sign_in, architect):
    with_harm(4 * HOUR, GRID)
    page = text(sign_in(architect).get("/systems/till/"))
    for width in ("wide", "narrow"):
        picture = drawn(page, f"impact-{width}")
        assert "unacceptable after 4 hours" in picture
        assert "Money: minor from 15 minutes, intolerable from 4 hours." in picture
        assert "p-level-4" in picture
    assert "After 4 hours it is too much." in page


def test_the_harm_needs_no_limit(sign_in, architect):
    with_harm(None, {"legal": {HOUR: "severe"}})
    page = text(sign_in(architect).get("/systems/till/"))
    assert "p-limit" not in drawn(page, "impact-wide")
    assert "as it was answered." in page


@pytest.mark.parametrize("impact", [None, {}, {"money": {}}])
def test_without_answers_to_the_grid_there_is_no_picture_of_it(sign_in, architect, impact):
    with_harm(HOUR, impact)
    assert "How an outage hurts" not in text(sign_in(architect).get("/systems/till/"))


def test_both_disruptions_are_told_with_what_is_too_much(sign_in, architect, payments):
    page = text(sign_in(architect).get("/systems/payments/"))
    assert re.search(r"<dt>When a site is lost</dt><dd>back after 1 hour <small>by this plan", page)
    assert re.search(r"<dt>When its data are destroyed</dt><dd>back after 1 hour <small>with today's copies", page)
    assert "the time to copy it back is not counted, because nobody has said how much or how fast" in page
    bad = ' <span class="badge blocks">too much'
    assert f"<dt>Lost with the site today</dt><dd>1 hour{bad}" in page
    assert f"<dt>Lost with destroyed data today</dt><dd>24 hours{bad}" in page


def test_where_no_copy_outlasts_the_site_everything_is_lost(sign_in, architect):
    SystemFactory(key="blog")
    derive_into(
        Known(
            "blog", rto=24 * HOUR, rpo=24 * HOUR,
            today=Today(live_copy="none", history="snapshot", interval=24 * HOUR, history_site="same"),
        )
    )  # fmt: skip
    page = text(sign_in(architect).get("/systems/blog/"))
    assert re.search(r'<dt>Lost with the site today</dt><dd>everything <span class="badge blocks">too much', page)
    assert re.search(r"<dt>Lost with destroyed data today</dt><dd>24 hours</dd>", page)


def test_what_is_known_of_copying_back_is_counted_without_a_word(sign_in, architect):
    SystemFactory(key="blog")
    facts = Facts(data_size_gib=100, restore_mib_per_s=100)
    derive_into(Known("blog", rto=24 * HOUR, rpo=24 * HOUR, facts=facts))
    page = text(sign_in(architect).get("/systems/blog/"))
    assert "<dt>When its data are destroyed</dt><dd>back after 4 hours 17 minutes" in page
    assert "is not counted, because nobody has said" not in page
