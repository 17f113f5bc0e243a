"""Strategies and live copies that architects have put into the policy are called by their names everywhere, in the
reader's language."""

from __future__ import annotations

import html
import io
import re
from datetime import timedelta

import pytest
from django.utils import timezone, translation
from pypdf import PdfReader

from accounts.models import User
from assessments.mail_kinds import CONTRADICTIONS
from derivation.services import deriving
from notifications.models import OutgoingMail
from notifications.services.composing import message_for
from policies.actions.drafts import ask_for_simulation
from policies.models import PolicyVersion
from policies.services import in_force, simulation
from presentation.strategies import ORDER, forget, strategy_choices, strategy_meaning
from systems.models import Protection, System
from systems.services.staleness import mark_stale
from tests.factories import ProtectionFactory, SystemFactory
from tests.pages.company import HOUR, Company, found_company, readable
from tests.panels.rounds import round_of

KEY = "k7q_row"
COPY_KEY = "k7q_copy"
KEYS = re.compile(r"k7q[ _](?:row|copy)", re.I)
NAMES = {"en": "NAS copy", "es": "Copia en el NAS"}
MEANINGS = {"en": "files are copied to the other building", "es": "los ficheros se copian al otro edificio"}
ROW = {
    "key": KEY, "doing_time": HOUR, "share": 0.05, "tier": 1, "copies": [COPY_KEY], "names": NAMES,
    "meanings": MEANINGS,
}  # fmt: skip
COPY_NAMES = {"en": "Mirrored disks", "es": "Discos en espejo"}
COPY_MEANINGS = {"en": "both buildings write together", "es": "ambos edificios escriben a la vez"}
COPY = {
    "key": COPY_KEY, "best_point": 900, "share": 0.0, "tier": 1, "names": COPY_NAMES, "meanings": COPY_MEANINGS,
}  # fmt: skip
REPLACED = {"en": "Disk copy", "es": "Copia en disco"}
OF_DRAFT = ("draft", "edit", "publish", "remove")


@pytest.fixture
def company(db, settings) -> Company:
    """One where the policy in force has a row of its own, cheap enough for everybody. A draft calls it otherwise."""
    settings.DEMO = True
    found = found_company()
    architect, document = found.people["architect"], in_force.current().to_document()
    forget()
    later = timezone.now() + timedelta(seconds=1)
    document["copies"].append(COPY)
    with_row = {**document, "strategies": [ROW, *document["strategies"]]}
    version = PolicyVersion.objects.create(version="2", document=with_row, published_at=later, published_by=architect)
    other = {**ROW, "names": REPLACED, "tier": 3}
    draft = PolicyVersion.objects.create(
        version="draft-2", document={**document, "strategies": [other, *document["strategies"]]}, created_by=architect
    )
    ProtectionFactory(
        system=System.objects.get(key="blog"), strategy=KEY, history="snapshot", interval_seconds=24 * HOUR
    )
    everything = list(System.objects.values_list("pk", flat=True))
    mark_stale(everything)
    deriving.derive(everything)
    asked = ask_for_simulation(draft=draft, by=architect)
    simulation.simulate(asked.pk)
    found.of_route.update({f"policies:{name}": {"pk": draft.pk} for name in OF_DRAFT})
    found.of_route.update({"policies:version": {"pk": version.pk}, "policies:simulation": {"pk": asked.pk}})
    return found


PAGES = [
    ("architect", "policies:policy", "", NAMES),
    ("architect", "policies:version", "", NAMES),
    ("architect", "policies:draft", "", REPLACED),
    ("architect", "policies:edit", "", REPLACED),
    ("architect", "policies:publish", "", REPLACED),
    ("architect", "policies:simulation", "", REPLACED),
    ("manager", "systems:list", "", NAMES),
    ("manager", "systems:list", f"?strategy={KEY}", NAMES),
    ("owner", "systems:detail", "", NAMES),
    ("architect", "systems:protection", "", NAMES),
    ("owner", "exports:summary", "", NAMES),
    ("manager", "exports:portfolio", "", NAMES),
    ("manager", "exports:catalogue_file", "", NAMES),
]


@pytest.mark.parametrize("language", ["en", "es"])
def test_its_name_stands_on_every_page_and_its_key_on_none(language, ask, url_of):
    faults = []
    for person, route, query, names in PAGES:
        shown = visible(readable(ask(person, "GET", f"{url_of(route)}{query}", language=language).words))
        faults += [f"{route}{query}: no name"] if names[language] not in shown else []
        faults += [f"{route}{query}: {found[0]}" for found in KEYS.finditer(shown)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("extension", ["pdf", "xlsx", "csv", "md"])
def test_its_name_stands_in_every_file(language, extension, ask, url_of):
    content = ask("owner", "GET", url_of("exports:summary_file", format_key=extension), language=language).words
    shown = words_of(content) if extension == "pdf" else readable(content)
    assert NAMES[language] in shown
    assert MEANINGS[language] in shown
    assert not KEYS.search(shown)


@pytest.mark.parametrize("language", ["en", "es"])
def test_its_meaning_stands_beside_the_questions(language, company, ask, url_of):
    till = SystemFactory(key="till", owner=company.people["owner"])
    opened = round_of(till, state="open", rto=8 * HOUR, rpo=HOUR, mtd=24 * HOUR)
    url = url_of("assessments:consequence", public_id=opened.public_id)
    panel = visible(ask("owner", "POST", url, language=language).words.decode())
    assert MEANINGS[language].capitalize() in panel
    assert not KEYS.search(panel)


@pytest.mark.parametrize("language", ["en", "es"])
def test_its_name_stands_in_mails(language, company):
    owner = company.people["owner"]
    User.objects.filter(pk=owner.pk).update(language=language)
    owner.refresh_from_db()
    till = SystemFactory(key="till", owner=owner)
    round_of(till, rto=2 * HOUR, rpo=HOUR, mtd=24 * HOUR)
    ProtectionFactory(system=till, strategy="backup_restore", history="snapshot", interval_seconds=HOUR)
    deriving.derive([till.pk])
    mail = message_for(OutgoingMail.objects.create(kind=CONTRADICTIONS, key="own", recipient=owner))
    assert NAMES[language] in mail.body
    assert not KEYS.search(mail.body)


def test_what_protects_a_system_keeps_its_name_when_the_policy_has_it_no_more(company, ask, url_of):
    document = {**in_force.current().to_document()}
    document["strategies"] = [row for row in document["strategies"] if row["key"] != KEY]
    gone = timezone.now() + timedelta(seconds=2)
    PolicyVersion.objects.create(version="3", document=document, published_at=gone)
    assert Protection.objects.get(strategy=KEY)
    page = visible(ask("stranger", "GET", url_of("systems:detail", key="blog")).words.decode())
    assert NAMES["en"] in page
    assert not KEYS.search(page)
    form = visible(ask("architect", "GET", url_of("systems:protection")).words.decode())
    assert NAMES["en"] not in form


def test_the_method_s_own_strategies_cost_no_look_into_the_policy(db, django_assert_num_queries):
    with translation.override("es"), django_assert_num_queries(0):
        assert [key for key, _name in strategy_choices(ORDER)] == list(ORDER)
        assert all(map(strategy_meaning, ORDER))


def visible(page: str) -> str:
    """What can be read of a page: no addresses, no values of fields."""
    return " ".join(html.unescape(re.sub(r"<(script|style).*?</\1>|<[^>]*>", " ", page, flags=re.S)).split())


def words_of(content: bytes) -> str:
    pages = PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())
