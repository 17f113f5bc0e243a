"""A rule is written in one file and said in the catalogues; nothing else has to hear of it."""

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from recovery.contradictions import BY_CODE, RULES
from recovery.contradictions.rule import enter, in_order

PACKAGE = Path(__file__).resolve().parents[3] / "recovery"
FILE = '''"""A rule of this house alone."""

from collections.abc import Iterator

from recovery.case import Case
from recovery.contradictions.rule import ANSWERS, OWNER, WARNS, Hit, Remediation, act, change, rule


def _earlier(case: Case) -> Iterator[Remediation]:
    yield change(rto=3600)
    yield act("call-a-meeting")


@rule("longer-than-a-shift", WARNS, OWNER, _earlier, "rto", about=ANSWERS, order=45)
def longer_than_a_shift(case: Case) -> Hit | None:
    """The RTO is longer than a shift."""
    return Hit({"rto": case.rto}) if case.rto is not None and case.rto > 28800 else None
'''
WORDS = {
    "en": ("Longer than a shift", "After {rto:duration} everybody has gone home.", "Call a meeting"),
    "es": ("Más que un turno", "Tras {rto:duration} ya no queda nadie.", "Convocar una reunión"),
}
SPANISH = """
from recovery.derivation import derive
from recovery.facts import System, Facts
from recovery.messages import say, title
derived = derive([System("shop", 36000, 36000, Facts(mtd=36000))], [])["shop"]
found = next(each for each in derived.findings if each.code == "longer-than-a-shift")
print(title(found.code, "es"), say(found.message, "es"), *(say(each.label, "es") for each in found.offers), sep="|")
"""


@pytest.fixture
def house(tmp_path):
    """A copy of the method with one rule more."""
    shutil.copytree(PACKAGE, tmp_path / "recovery", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "recovery" / "contradictions" / "shifts.py").write_text(FILE)
    for language, (title, plain, offer) in WORDS.items():
        with (tmp_path / "recovery" / "locale" / f"{language}.toml").open("a") as words:
            words.write(f'\n[rules.longer-than-a-shift]\ntitle = "{title}"\nplain = "{plain}"\n')
            words.write(f'offer.call-a-meeting = "{offer}"\n')
    return tmp_path


def run(house, *arguments, **given):
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=house, capture_output=True, text=True, check=True, **given).stdout


@pytest.mark.unmutated
def test_a_new_rule_is_a_file_and_its_words(house):
    facts = {"contract": 1, "systems": [{"key": "shop", "rto": 36000, "rpo": 36000, "facts": {"mtd": 36000}}]}
    findings = json.loads(run(house, "-m", "recovery", input=json.dumps(facts)))["systems"][0]["findings"]
    assert [each["code"] for each in findings][:2] == ["longer-than-a-shift", "no-headroom"]
    assert findings[0]["message"] == "After 10 hours everybody has gone home."
    offers = [(each["label"], each["resolves"]) for each in findings[0]["offers"]]
    assert offers[0] == ("Be back within 1 hour: $ becomes $$", ["longer-than-a-shift", "no-headroom"])
    assert offers[1] == ("Call a meeting", [])
    spoken = run(house, "-c", SPANISH).strip().split("|")
    assert spoken == [
        "Más que un turno",
        "Tras 10 horas ya no queda nadie.",
        "Volver en 1 hora",
        "Convocar una reunión",
    ]
    assert "`longer-than-a-shift`" in run(house, "-m", "recovery.document")


def test_rules_stand_in_the_order_that_they_name():
    assert [each.order for each in RULES] == sorted({each.order for each in RULES})
    assert list(BY_CODE) == [each.code for each in RULES]


def test_a_code_or_a_place_that_is_taken_is_refused():
    for other in (replace(RULES[0], order=5), replace(RULES[0], code="something-else")):
        with pytest.raises(ValueError, match="there is objective-unset at 10"):
            enter(other)
    assert in_order() == RULES
