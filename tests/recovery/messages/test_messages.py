"""Texts in words: plain to read, with every value as people say it."""

import orjson
import pytest

from recovery.messages import Text, say, wordings
from recovery.policy import DEFAULT_POLICY
from tests.recovery.builders import H, make, scene


def test_numbers_in_words():
    finding = scene(rto=8 * H, mtd=4 * H).finding("rto-exceeds-mtd")
    assert say(finding.message) == "You can cope for 4 hours, but the plan brings it back after 8 hours."
    assert say(finding.message, "es") == "Puede aguantar 4 horas, pero el plan lo recupera tras 8 horas."
    assert say(finding.message, audience="architect") == "RTO 8 hours > MTD 4 hours."


def test_systems_go_by_their_display_name():
    finding = scene(make("bank", rto=24 * H), edges=[("shop", "bank", "hard")]).finding("dependency-slower")
    assert "without bank," in say(finding.message)
    assert "without The Bank," in say(finding.message, names={"bank": "The Bank"})
    assert say(finding.offers[0].label, names={"bank": "The Bank"}).startswith("Bring The Bank back within")


def test_lists_and_money():
    values = {"count": 3, "systems": ("a", "b", "c")}
    assert say(Text("dependency-without-objective", values)).startswith("It cannot run without a, b and c,")
    assert "a, b y c," in say(Text("dependency-without-objective", values), "es")
    assert "{" not in say(Text("dependency-without-objective", {"count": 0, "systems": ()}))
    cost = Text("consequence.saves", {"amount": 12500.5, "currency": "EUR"})
    assert (say(cost), say(cost, "es")) == ("saves 12,500\u00a0€ a year", "ahorra 12\u00a0500\u00a0€ al año")


def test_strategies_have_a_name_and_a_plain_line():
    assert say(Text("strategy.multi_site")) == "Multi-site"
    assert say(Text("strategy.multi_site.meaning")) == "two sites running at once"
    assert all(f"strategy.{row.key}.meaning" in wordings("en") for row in DEFAULT_POLICY.strategies)
    assert say(Text("strategy.hot_standby"), "es") == "Hot standby"


def test_of_a_text_without_a_code_nothing_is_said():
    assert say(Text("")) == ""


@pytest.mark.parametrize("text", [Text("no-such-code"), Text("because.peak"), Text("because.no-longer", {"rto": 1})])
def test_what_an_earlier_version_stored_in_other_words_is_said_to_be_so(text):
    assert say(text) == "An earlier version said this in other words; it is being worked out anew."
    assert say(text, "es").startswith("Una versión anterior")


def test_a_stored_text_says_the_same():
    derived = scene(make("bank", rto=24 * H), edges=[("shop", "bank", "hard")]).derive()
    record = orjson.loads(orjson.dumps(derived))
    for finding, stored in zip(derived.findings, record["findings"], strict=True):
        assert Text.from_record(stored["message"]) == finding.message
        assert Text.from_record(stored["offers"][0]["label"]) == finding.offers[0].label


def test_nothing_is_never_said_as_a_number_of_seconds():
    lost = Text("worst-loss-exceeds-rpo.disaster", {"loss": 3600, "rpo": 0})
    assert say(lost) == "If the site is lost today, 1 hour of work could be lost with it; no work may be."
    assert (
        say(lost, "es") == "Si hoy se pierde el sitio, se podría perder con él 1 hora de trabajo; "
        "se admite perder: nada de trabajo."
    )
    never = Text("rto-exceeds-mtd", {"mtd": 0, "rto": H})
    assert say(never) == "You can cope for no time at all, but the plan brings it back after 1 hour."
    assert say(never, "es") == "Puede aguantar ni un momento, pero el plan lo recupera tras 1 hora."
    slow = Text("option.too-slow", {"time": 4 * H, "rto": 0})
    assert say(slow) == "At best it is back after 4 hours; no interruption is asked."
    assert say(slow, "es") == "En el mejor caso vuelve tras 4 horas; se pide que no se interrumpa."
    assert (
        say(Text("option.too-slow", {"time": 4 * H, "rto": H})) == "At best it is back after 4 hours; 1 hour is asked."
    )
    taken = Text("option.taken", {"time": 0, "point": 0})
    assert say(taken) == "It can be back at once and lose no work at all: the cheapest that fits."
    safe = {"interval": 86400, "rpo": 86400}
    without = say(Text("because.history.snapshot", {**safe, "overhead": 0}))
    assert without == "A copy every 24 hours stays within 24 hours."
    later = say(Text("because.history.snapshot", {**safe, "interval": 43200, "overhead": 7200}))
    assert later == "A copy every 12 hours, plus 2 hours until it is safe, stays within 24 hours."
