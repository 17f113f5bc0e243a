"""Every contradiction of the method's table: fires, just not at the boundary, not without its inputs."""

import pytest

from recovery.contradictions import RULES
from recovery.messages import say
from tests.recovery.contradiction_table import ROWS

FIRES = [pytest.param(row.code, case, id=f"{row.code}-{at}") for row in ROWS for at, case in enumerate(row.fires)]
JUST_NOT = [pytest.param(row.code, case, id=f"{row.code}-{at}") for row in ROWS for at, case in enumerate(row.just_not)]
MISSING = [pytest.param(row.code, case, id=f"{row.code}-{at}") for row in ROWS for at, case in enumerate(row.missing)]


def test_the_table_has_every_rule_in_the_order_of_the_method():
    assert [row.code for row in ROWS] == [rule.code for rule in RULES]
    assert len(RULES) == 49


@pytest.mark.parametrize(("code", "case"), FIRES)
def test_it_fires(code, case):
    finding = case.finding(code)
    assert finding.read
    for language in ("en", "es"):
        for audience in ("owner", "architect"):
            sentence = say(finding.message, language, audience, names={"shop": "The shop", "bank": "The bank"})
            assert sentence[-1] in ".?"


@pytest.mark.parametrize(("code", "case"), JUST_NOT)
def test_it_does_not_fire_at_the_boundary(code, case):
    assert code not in case.codes()


@pytest.mark.parametrize(("code", "case"), MISSING)
def test_it_does_not_fire_without_its_inputs(code, case):
    assert code not in case.codes()


@pytest.mark.parametrize(("code", "case"), FIRES)
def test_it_offers_a_way_out(code, case):
    finding = case.finding(code)
    assert finding.offers
    for offer in finding.offers:
        assert bool(offer.change) != bool(offer.action) or offer.is_promise
        assert say(offer.label)
        assert say(offer.label, "es", "architect")
        assert offer.consequence is None or say(offer.consequence, "es")


def test_only_the_regulator_cannot_be_argued_with():
    assert [rule.code for rule in RULES if not rule.justifiable] == ["regulator-breached", "respondents-disagree"]
