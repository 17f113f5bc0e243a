"""The queue that scales: filters, who decides, and one after the other."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from accounts.permissions import Role
from assessments.actions.assigning import assign
from assessments.models import Assessment, Decision
from assessments.services.reviewing.queue_filter import FINDINGS, QueueFilter
from derivation.services.deriving import derive
from notifications.models import OutgoingMail
from notifications.services.delivery import deliver
from recovery.durations import DAY, HOUR
from systems.models import BusinessUnit, Profile, System
from tests.assessments.review.conftest import form_of
from tests.factories import PersonFactory, SystemFactory
from tests.panels.rounds import round_of

pytestmark = pytest.mark.django_db
FITS = {"rto": 4 * HOUR, "rpo": DAY, "mtd": DAY}
BLOCKED = {"rto": 8 * HOUR, "rpo": DAY, "mtd": 4 * HOUR}


@pytest.fixture
def sent():
    """`sent("Name", **facts)`: answers in review about a new system, each sent a minute after the one before."""
    start = timezone.now() - timedelta(hours=5)

    def make(name: str, *, unit: BusinessUnit | None = None, **facts: object) -> Assessment:
        system = SystemFactory(name=name, key=name.lower(), owner=PersonFactory(), business_unit=unit)
        round_ = round_of(system, **(facts or FITS))
        round_.submitted_at = start + timedelta(minutes=Assessment.objects.count())
        round_.save()
        derive([system.pk])
        return round_

    return make


@pytest.fixture
def colleague():
    return PersonFactory(email="colleague@example.org", name="Colleague", roles=[Role.ARCHITECT])


@pytest.fixture
def mails():
    """`mails()` sends what is owed to those who are to decide, and gives what arrived."""

    def send() -> list[EmailMultiAlternatives]:
        for pk in OutgoingMail.objects.filter(kind="review_assigned", state="pending").values_list("pk", flat=True):
            deliver(pk)
        return mail.outbox

    return send


def listed(client, query: str = "") -> list[str]:
    page = client.get(f"{reverse('assessments:queue')}?{query}").content.decode()
    return re.findall(r'<a href="/systems/[^>]*queue=[^>]*>([^<]*)</a>', page)


def test_filters_by_unit_severity_word_and_person(sign_in, architect, colleague, sent):
    sales = BusinessUnit.objects.create(name="Sales")
    fits, blocked = sent("Fits", unit=sales), sent("Blocked", **BLOCKED)
    Assessment.objects.filter(pk=blocked.pk).update(reviewer=architect)
    Assessment.objects.filter(pk=fits.pk).update(reviewer=colleague)
    client = sign_in(architect)
    assert listed(client) == ["Fits", "Blocked"]
    assert listed(client, f"unit={sales.pk}") == ["Fits"]
    assert listed(client, "unit=none") == ["Blocked"]
    assert listed(client, "findings=blocks") == ["Blocked"]
    assert listed(client, "assigned=me") == ["Blocked"]
    assert listed(client, f"assigned={colleague.pk}") == ["Fits"]
    assert listed(client, "assigned=none") == []
    assert listed(client, "q=fit") == ["Fits"]
    # what nobody can read filters nothing, and is said
    page = client.get(f"{reverse('assessments:queue')}?findings=x").content.decode()
    assert "Fits" in page
    assert "notice warns" in page


def test_every_round_is_in_exactly_one_part_by_what_does_not_fit(architect, sent):
    sent("Fits"), sent("Blocked", **BLOCKED), sent("Unknown", rto=HOUR)
    stale = sent("Stale")
    Profile.objects.filter(pk=stale.system_id).update(stale_since=timezone.now())
    Profile.objects.filter(pk=sent("Warned").system_id).update(warns=2, blocks=0)
    parts = [QueueFilter({"findings": key}, user=architect).qs for key in FINDINGS]
    assert sorted(each.pk for part in parts for each in part) == sorted(Assessment.objects.values_list("pk", flat=True))
    fitting = QueueFilter({"findings": "fits"}, user=architect).qs
    assert {each.system.name for each in fitting} <= {"Fits"}


def test_assigning_keeps_four_eyes_and_says_what_came_of_it(sign_in, architect, colleague, sent):
    one, two = sent("One"), sent("Two")
    Assessment.objects.filter(pk=two.pk).update(submitted_by=colleague)
    form = {"to": colleague.pk, "round": [str(one.public_id), str(two.public_id), "x"], "queue": ""}
    page = sign_in(architect).post(reverse("assessments:assign"), form, follow=True).content.decode()
    assert "One system is assigned." in page
    assert "One was not assigned, because that person had a part in its answers." in page
    assert list(Assessment.objects.filter(reviewer=colleague)) == [one]
    entry = AuditEntry.objects.get(action="review.assigned")
    assert (entry.object_id, entry.detail) == (str(one.system_id), {"reviewer": str(colleague)})
    # the same again changes nothing, and is said
    page = sign_in(architect).post(reverse("assessments:assign"), form, follow=True).content.decode()
    assert "One was assigned so before." in page
    assert AuditEntry.objects.filter(action="review.assigned").count() == 1
    page = sign_in(architect).post(reverse("assessments:assign"), {**form, "to": "none"}, follow=True)
    assert not Assessment.objects.exclude(reviewer=None).exists()


def test_who_is_to_decide_is_told_once_what_still_waits(sign_in, architect, colleague, sent, mails):
    rounds = [sent("Shop <&>"), sent("Till"), sent("Depot")]
    assign(rounds=rounds[:2], to=colleague, by=architect)
    assign(rounds=rounds[:2], to=colleague, by=architect)
    Assessment.objects.filter(pk=rounds[1].pk).update(state="approved")
    (told,) = mails()
    assert (told.to, told.subject) == ([colleague.email], "Shop <&>: please decide")
    body = told.body
    assert "Shop <&>" in body
    assert "%2Freview%2F?assigned=me" in body
    assert not {"Till", "Depot"} & set(re.findall(r"\w+", body))
    assert "Shop &lt;&amp;&gt;" in str(told.alternatives[0][0])


def test_who_takes_it_or_has_lost_it_again_gets_no_mail(architect, colleague, sent, mails):
    shop = sent("Shop")
    assign(rounds=[shop], to=architect, by=architect)
    assign(rounds=[shop], to=colleague, by=architect)
    assign(rounds=[shop], to=None, by=architect)
    assert mails() == []
    assert [each.state for each in OutgoingMail.objects.filter(kind="review_assigned")] == ["cancelled"]


def test_all_that_the_filter_finds_is_assigned_and_nothing_else(sign_in, architect, colleague, sent):
    sales = BusinessUnit.objects.create(name="Sales")
    inside, outside = sent("Inside", unit=sales), sent("Outside")
    form = {"to": colleague.pk, "all": "1", "queue": f"unit={sales.pk}"}
    response = sign_in(architect).post(reverse("assessments:assign"), form)
    assert response["Location"] == f"/review/?unit={sales.pk}"
    assert list(Assessment.objects.filter(reviewer=colleague)) == [inside]
    assert outside.reviewer is None


@pytest.mark.parametrize("to", ["", "999999", "owner", "x"])
def test_nobody_is_assigned_to_who_may_not_decide(to, sign_in, architect, owner, sent):
    round_ = sent("One")
    to = owner.pk if to == "owner" else to
    form = {"to": to, "round": str(round_.public_id)}
    assert (
        "Choose who is to decide."
        in sign_in(architect).post(reverse("assessments:assign"), form, follow=True).content.decode()
    )
    assert not Assessment.objects.exclude(reviewer=None).exists()


def test_a_decision_opens_the_next_of_the_same_part_that_one_may_decide(sign_in, architect, sent):
    sales = BusinessUnit.objects.create(name="Sales")
    first, own, other, last = (
        sent(name, unit=unit) for name, unit in (("A", sales), ("B", sales), ("C", None), ("D", sales))
    )
    Assessment.objects.filter(pk=own.pk).update(submitted_by=architect)
    client, queue = sign_in(architect), f"unit={sales.pk}"
    assert (
        "/systems/d/?queue=unit%3D"
        in client.get(f"/review/{first.public_id}/next/?queue={queue}".replace("unit=", "unit%3D"))["Location"]
    )
    address = reverse("assessments:approve", args=[last.public_id])
    response = client.post(address, form_of(last, queue=queue))
    assert response["Location"].startswith("/systems/a/?queue=unit%3D")  # from the end it begins anew
    address = reverse("assessments:return_", args=[first.public_id])
    response = client.post(address, form_of(first, queue=queue, comment="Why?"), follow=True)
    assert response.redirect_chain == [(f"/review/?{queue}", 302)]
    assert "That was the last one here that you can decide about." in response.content.decode()
    assert Decision.objects.count() == 2
    assert other.decisions.count() == 0


def test_who_came_by_another_way_stays_with_the_system(approve, architect, sent):
    first, _second = sent("A"), sent("B")
    assert approve(architect, first).redirect_chain == [("/systems/a/", 302)]


def test_the_part_of_the_queue_goes_along(sign_in, architect, sent):
    round_ = sent("A")
    client = sign_in(architect)
    assert 'href="/systems/a/?queue=findings%3Dwarns"' in client.get("/review/?findings=warns").content.decode()
    assert (
        'hx-get="/systems/a/decision/?queue=findings%3Dwarns"'
        in client.get("/systems/a/?queue=findings%3Dwarns").content.decode()
    )
    fragment = client.get("/systems/a/decision/?queue=findings%3Dwarns").content.decode()
    assert fragment.count('<input type="hidden" name="queue" value="findings=warns">') == 2
    assert 'href="/review/?findings=warns"' in fragment
    refused = client.post(
        reverse("assessments:return_", args=[round_.public_id]), form_of(round_, queue="findings=warns", comment="")
    )
    assert refused.status_code == 422
    assert 'name="queue" value="findings=warns"' in refused.content.decode()


@pytest.mark.parametrize(
    "hostile", ["unit=' OR 1=1", "\0", "assigned=9" * 900, "%3Cscript%3E", "unit=99999999999999999999"]
)
def test_hostile_parts_of_the_queue_do_no_harm(hostile, sign_in, architect, sent):
    round_ = sent("A")
    sent("B")
    client = sign_in(architect)
    assert client.get("/systems/a/decision/", {"queue": hostile}).status_code == 200
    assert client.post(reverse("assessments:assign"), {"queue": hostile, "to": "none"}).status_code == 302
    response = client.post(reverse("assessments:approve", args=[round_.public_id]), form_of(round_, queue=hostile))
    assert response.status_code == 302
    assert "<script>" not in client.get("/review/?" + hostile).content.decode().split("</head>")[1].split("</main>")[0]


@pytest.mark.parametrize("count", [1, 3])
def test_the_next_one_is_found_in_the_same_number_of_queries(
    count, sign_in, architect, sent, django_assert_num_queries
):
    here = sent("Here")
    for number in range(count):
        sent(f"S{number}")
    client = sign_in(architect)
    with django_assert_num_queries(15):
        assert client.get(f"/review/{here.public_id}/next/").status_code == 302
    assert System.objects.count() == count + 1
