"""The page of one system: what is on it, who may see it, what its neighbours tell."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.utils import timezone

from accounts.services import audit
from recovery.derivation import derive
from recovery.facts import Dependency as Needs
from recovery.facts import Exercise, Facts, Today
from recovery.facts import System as Known
from systems.models import Finding, Profile, System
from systems.services.upserts import as_json_values
from tests.factories import DependencyFactory, ExerciseFactory, ProtectionFactory, SystemFactory
from tests.systems.conftest import text

pytestmark = pytest.mark.django_db

TODAY = Today(history="snapshot", interval=3600)
EXERCISED = (Exercise("failover", age=86400, rta=0), Exercise("data_restore", age=86400, rta=0))
HOUR = 3600


def derive_into(*known: Known, needs: tuple[Needs, ...] = ()) -> None:
    """Profiles and findings as the derivation writes them, for systems that exist by key."""
    now = timezone.now()
    for key, result in derive(list(known), list(needs)).items():
        record = as_json_values(result)
        profile = Profile.objects.get(system__key=key)
        for position, finding in enumerate(record.pop("findings")):
            Finding.objects.create(
                system_id=profile.pk, code=finding["code"], subject=str(position), severity=finding["severity"],
                position=position, text=finding["message"], offers=finding["offers"], first_seen_at=now,
            )  # fmt: skip
        for name, value in (("rto", known_of(known, key).rto), ("rpo", known_of(known, key).rpo)):
            setattr(profile, f"{name}_state", "value" if isinstance(value, int) else value)
            setattr(profile, f"{name}_seconds", value if isinstance(value, int) else None)
        profile.record, profile.strategy, profile.cost_tier = record, result.strategy or "", result.cost_tier
        profile.live_copy, profile.yearly_cost = result.live_copy or "", result.yearly_cost
        if result.history:
            profile.history, profile.history_interval_seconds = result.history.kind, result.history.interval
        profile.required_rto_seconds, profile.stale_since, profile.derived_at = result.required_rto, None, now
        profile.save()


def known_of(known: tuple[Known, ...], key: str) -> Known:
    return next(each for each in known if each.key == key)


@pytest.fixture
def payments(owner, stranger):
    system = SystemFactory(
        key="payments", name="Payments", owner=owner, purpose="Takes <b>payments</b>.", supplier="Acme",
        supplier_rto_seconds=14400, data_size_gib="1500", running_cost="240000", tags="core, money", hosting="cloud",
    )  # fmt: skip
    ledger = SystemFactory(key="ledger", name="Card ledger", owner=stranger)
    shop = SystemFactory(key="shop", name="Web shop", owner=stranger)
    hidden = SystemFactory(key="top-secret", name="Top secret", owner=stranger)
    DependencyFactory(system=system, needs=ledger)
    DependencyFactory(system=shop, needs=system)
    DependencyFactory(system=ledger, needs=hidden)
    ProtectionFactory(system=system, strategy="backup_restore", history="snapshot", interval_seconds=3600)
    ExerciseFactory(system=system, rta_seconds=1140, note="Mind the certificate")
    derive_into(
        Known("payments", rto=300, rpo=0, facts=Facts(mtd=3600, running_cost=240000), today=TODAY),
        Known("ledger", rto=28800, rpo=86400),
        Known("shop", rto=900, rpo=300),
        Known("top-secret", rto=28800 * 4, rpo=86400),
        needs=(Needs("payments", "ledger"), Needs("shop", "payments"), Needs("ledger", "top-secret")),
    )  # fmt: skip
    return system


def test_all_in_one_screen(sign_in, architect, payments):
    with transaction.atomic():
        audit.record(by=architect, action="system.edited", about=payments, detail={"fields": "purpose"})
    page = text(sign_in(architect).get("/systems/payments/"))
    for part in (
        "<h1>Payments", "Multi-site", "Synchronous live copy", "Every 5 minutes", "about 264,000", "Blocks approval",
        "Because…", "All strategies compared", "Pilot light", "Card ledger", "Web shop", "slower", "snapshots, every",
        "19 minutes", "Mind the certificate", "payments.owner@example.org", "public cloud", "1,500 GiB", "240,000",
        "Acme", "promises to be back within 4 hours", "core, money", "Changed: purpose.", "architect@example.org",
        "/systems/payments/summary.pdf", "/systems/payments/summary/", "<svg",
    ):  # fmt: skip
        assert part in page, part
    assert "14400" not in page
    assert "<b>payments</b>" not in page


@pytest.mark.parametrize("path", ["", "edit/", "retire/", "dependencies/", "protection/", "exercises/new/"])
def test_who_gets_in(sign_in, client, architect, manager, owner, stranger, payments, path):
    url = f"/systems/payments/{path}"
    assert client.get(url).status_code == 302
    assert sign_in(architect).get(url).status_code == 200
    assert sign_in(manager).get(url).status_code == (403 if path else 200)
    assert sign_in(owner).get(url).status_code == (403 if path else 200)
    assert sign_in(stranger).get(url).status_code == (404 if path in ("", "protection/") else 403)


@pytest.mark.parametrize("key", ["nothing-here", "new-one", "UPPER", "a_b"])
def test_what_does_not_exist_is_not_found(sign_in, architect, key):
    assert sign_in(architect).get(f"/systems/{key}/").status_code == 404


def test_an_owner_may_read_the_names_of_direct_neighbours_only(sign_in, owner, payments):
    page = text(sign_in(owner).get("/systems/payments/"))
    assert "Card ledger" in page
    assert "Web shop" in page
    assert "/systems/ledger/" not in page
    assert "/systems/shop/" not in page
    assert "top-secret" not in page
    assert "Top secret" not in page
    assert "another system" in page
    assert "/systems/payments/edit/" not in page


def test_an_architect_reads_every_name(sign_in, architect, payments):
    page = text(sign_in(architect).get("/systems/payments/"))
    assert "Top secret" in page
    assert 'href="/systems/ledger/"' in page


@pytest.mark.parametrize(("seconds", "badge"), [(14399, "fits"), (14400, "fits"), (14401, "slower")])
def test_what_is_back_just_in_time_fits(sign_in, architect, derived, seconds, badge):
    needing = SystemFactory(key="needing", profile={**derived, "rto_seconds": 14400, "record": {"own_time": 0}})
    needed = SystemFactory(name="Needed", profile={**derived, "rto_seconds": seconds})
    DependencyFactory(system=needing, needs=needed)
    page = sign_in(architect).get("/systems/needing/dependencies/").content.decode()
    page += sign_in(architect).get("/systems/needing/").content.decode()
    assert f">{badge}</span>" in page
    assert f">{'slower' if badge == 'fits' else 'fits'}</span>" not in page


def test_the_technical_contact_sees_it_too(sign_in, stranger):
    SystemFactory(key="a", technical_contact=stranger)
    assert sign_in(stranger).get("/systems/a/").status_code == 200


def test_nobody_asked_yet(sign_in, architect, owner, manager):
    SystemFactory(key="ownerless", name="Ownerless")
    SystemFactory(key="owned", owner=owner)
    assert "Name an owner" in text(sign_in(architect).get("/systems/ownerless/"))
    assert "An architect will ask its owner" in text(sign_in(manager).get("/systems/owned/"))
    assert "Being calculated" not in text(sign_in(architect).get("/systems/owned/"))
    assert "not answered" in text(sign_in(architect).get("/systems/owned/"))


@pytest.mark.parametrize(
    ("state", "says"),
    [
        ("asked", "Answer the questions"),
        ("answering", "Go on answering"),
        ("returned", "Look at the answers again"),
    ],
)
def test_its_owner_finds_the_next_step_at_the_top(state, says, sign_in, architect, owner):
    system = SystemFactory(key="mine", owner=owner)
    Profile.objects.filter(pk=system.pk).update(answer_state=state)
    page = text(sign_in(owner).get("/systems/mine/"))
    assert says in page[: page.index("findings-title")]
    assert says not in text(sign_in(architect).get("/systems/mine/"))


def test_what_is_being_calculated_says_so_and_asks_again(sign_in, architect, derived):
    fresh = SystemFactory(key="fresh", profile={"answer_state": "in_review"})
    page = text(sign_in(architect).get("/systems/fresh/"))
    assert "Being calculated" in page
    assert 'hx-trigger="every 4s"' in page
    Profile.objects.filter(system=fresh).update(derived_at=timezone.now())
    assert "a newer calculation is on its way" in text(sign_in(architect).get("/systems/fresh/"))
    Profile.objects.filter(system=fresh).update(attempts=3, last_error="ValueError")
    page = text(sign_in(architect).get("/systems/fresh/"))
    assert "did not succeed" in page
    assert 'hx-trigger="every 20s"' in page  # it is tried again by itself, so the page has to notice
    Profile.objects.filter(system=fresh).update(stale_since=None, attempts=0, last_error="")
    assert 'hx-trigger="every 4s"' not in text(sign_in(architect).get("/systems/fresh/"))


def test_waiting_replaces_nothing_but_the_word_about_it(sign_in, architect, derived):
    headers = {"HX-Request": "true", "HX-Target": "calculation"}
    SystemFactory(key="stale", profile={**derived, "stale_since": timezone.now()})
    waiting = text(sign_in(architect).get("/systems/stale/", headers=headers))
    assert "on its way" in waiting
    assert 'hx-trigger="every 4s"' in waiting
    assert "<html" not in waiting
    assert "<h1>" not in waiting
    Profile.objects.update(stale_since=None)
    done = text(sign_in(architect).get("/systems/stale/", headers=headers))
    assert 'href="/systems/stale/"' in done
    assert "every 4s" not in done


def test_resolved_findings_are_gone(sign_in, architect, payments):
    Finding.objects.filter(system=payments).update(resolved_at=timezone.now())
    assert "Blocks approval" not in text(sign_in(architect).get("/systems/payments/"))


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_the_number_of_queries_does_not_depend_on_the_neighbours(
    sign_in, architect, payments, rows, django_assert_num_queries
):
    for n in range(rows):
        DependencyFactory(system=payments)
        DependencyFactory(needs=payments)
        ExerciseFactory(system=payments)
        Finding.objects.create(
            system=payments, code="no-headroom", subject=f"s{n}", severity="warns", first_seen_at=timezone.now(),
            text={"code": "zero-asked.rpo", "values": {"rpo": 0}},
        )  # fmt: skip
    client = sign_in(architect)
    with django_assert_num_queries(18):
        client.get("/systems/payments/")


def test_a_dependent_without_a_strategy_needs_it_within_its_whole_rto(sign_in, architect, payments):
    """Nobody has said its RPO, so no strategy is chosen, and what its own recovery takes is a null in the record."""
    quick = SystemFactory(key="quick", name="Quick checkout")
    DependencyFactory(system=quick, needs=payments)
    derive_into(Known("quick", rto=2 * HOUR), Known("payments", rto=4 * HOUR), needs=(Needs("quick", "payments"),))
    assert Profile.objects.get(system=quick).record["recovery_estimate"] is None
    client = sign_in(architect)
    row = text(client.get("/systems/payments/")).rpartition("Quick checkout</a>")[2].partition("</tr>")[0]
    assert "2 h" in row
    assert "slower" in row
    assert "Quick checkout" in text(client.get("/systems/payments/dependencies/"))


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_only_reading(sign_in, architect, payments, method):
    assert getattr(sign_in(architect), method)("/systems/payments/").status_code == 405


def test_an_offer_says_for_whom_else_something_changes(sign_in, architect, owner):
    """The hub may take longer, but then two that need it, one of them through another, are back too late."""
    for key, name in (("hub", "Hub"), ("mid", "Middle"), ("top", "Top <b>"), ("far", "Far")):
        SystemFactory(key=key, name=name, owner=owner if key in ("hub", "mid") else None)
    derive_into(
        Known("hub", rto=HOUR, rpo=HOUR, facts=Facts(unattended=4 * HOUR)),
        Known("mid", rto=3 * HOUR, rpo=HOUR, exercises=EXERCISED),
        Known("top", rto=3 * HOUR, rpo=HOUR, exercises=EXERCISED),
        Known("far", rto=3 * HOUR, rpo=HOUR, exercises=EXERCISED),
        needs=(Needs("mid", "hub"), Needs("top", "mid"), Needs("far", "top")),
    )
    page = text(sign_in(architect).get("/systems/hub/"))
    assert "then it no longer fits for Far, Middle and Top &lt;b&gt;" in page
    assert "then it no longer fits for another system and Middle" in text(sign_in(owner).get("/systems/hub/"))


@pytest.mark.parametrize(
    ("purpose", "shown"),
    [
        ("Sells shoes", "Sells shoes. Owner"),
        ("Sells shoes.", "Sells shoes. Owner"),
        ("Who sells shoes?", "Who sells shoes? Owner"),
        ("x" * 300, "x… Owner"),
        ("", '<p class="lead">Owner'),
    ],
)
def test_a_purpose_ends_before_what_follows_it(sign_in, architect, shop, purpose, shown):
    System.objects.filter(pk=shop.pk).update(purpose=purpose)
    page = text(sign_in(architect).get("/systems/shop/"))
    assert shown in page
    assert ".. " not in page
