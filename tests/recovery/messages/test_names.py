"""A strategy is called what its row in the policy says, in every language that the row has words for."""

import json
import re

import orjson
import pytest

from recovery.contract.answering import answer
from recovery.contract.reading import read_document
from recovery.messages import Text, names, say, strategy_meaning, strategy_name
from recovery.policy import DEFAULT_POLICY, Policy
from tests.recovery.builders import D, H, make, scene
from tests.recovery.sayings import texts

NAMES = {"en": "Tapes in the vault", "es": "Cintas en la bóveda"}
MEANINGS = {"en": "tapes are driven to a bank", "es": "las cintas se llevan a un banco"}
TAPE = {"key": "tape", "doing_time": 8 * H, "share": 0.02, "tier": 1, "person": True}
OWN = TAPE | {"names": NAMES, "meanings": MEANINGS}


def policy_of(*rows):
    built_in = DEFAULT_POLICY.to_document()["strategies"]
    return Policy.from_document(json.loads(json.dumps({"strategies": [*rows, *built_in]})))


def test_words_of_a_row_survive_storing():
    policy = policy_of(OWN)
    stored = json.loads(json.dumps(policy.to_document()))
    assert stored["strategies"][0]["names"] == NAMES
    assert stored["strategies"][0]["meanings"] == MEANINGS
    assert Policy.from_document(stored) == policy
    assert hash(policy) == hash(Policy.from_document(stored))


def test_a_row_without_words_says_nothing_of_them():
    assert all({"names", "meanings"}.isdisjoint(row) for row in policy_of(TAPE).to_document()["strategies"])


@pytest.mark.parametrize(
    ("key", "names", "english", "spanish"),
    [
        ("tape", NAMES, "Tapes in the vault", "Cintas en la bóveda"),
        ("tape", {"es": "Cintas"}, "Cintas", "Cintas"),
        ("tape", {"en": "Tapes", "fr": "Bandes"}, "Tapes", "Tapes"),
        ("tape_vault 2.0", {}, "Tape vault 2.0", "Tape vault 2.0"),
        ("NAS copy", None, "NAS copy", "NAS copy"),
        ("pilot_light", {}, "Pilot light", "Luz piloto"),
        ("pilot_light", {"es": "Llama piloto"}, "Pilot light", "Llama piloto"),
        ("pilot_light", {"de": "Zündflamme"}, "Pilot light", "Luz piloto"),
    ],
)
def test_what_a_strategy_is_called(key, names, english, spanish):
    assert (strategy_name(key, "en", names), strategy_name(key, "es-mx", names)) == (english, spanish)
    if names and "de" in names:
        assert strategy_name(key, "de", names) == names["de"]


def test_what_a_strategy_is():
    assert strategy_meaning("tape", "es", MEANINGS) == "las cintas se llevan a un banco"
    assert strategy_meaning("tape") == ""
    assert strategy_meaning("multi_site", "es") == "dos sitios en marcha a la vez"


ALONE = Policy.from_document({"strategies": [OWN]})
SCENES = {
    "the plan": (scene(rto=3 * D, rpo=3 * D, running_cost=100.0, unattended=4 * D, policy=policy_of(OWN)), "tape"),
    "today's strategy": (scene(rto=H, rpo=2 * D, today={"strategy": "tape"}, policy=policy_of(OWN)), "pilot_light"),
    "too strong": (scene(rto=3 * D, rpo=3 * D, today={"strategy": "multi_site"}, policy=policy_of(OWN)), "tape"),
    "the nearest": (scene(rto=H, rpo=2 * D, policy=ALONE), None),
}


@pytest.mark.parametrize("case", SCENES)
def test_every_text_calls_it_by_its_name(case):
    where, chosen = SCENES[case]
    derived = where.derive()
    assert derived.strategy == chosen
    for language, name in NAMES.items():
        sentences = [say(each, language, audience) for each in texts(derived) for audience in ("owner", "architect")]
        assert any(name in each for each in sentences)
        assert not [each for each in sentences if re.search(r"\b[Tt]ape\b", each)]


def test_a_stored_text_keeps_the_name():
    derived = SCENES["the plan"][0].derive()
    stored = Text.from_record(orjson.loads(orjson.dumps(derived))["because"]["strategy"])
    assert say(stored, "es").startswith("Cintas en la bóveda es el plan más barato")


def test_what_was_read_stays_a_key():
    document = {
        "contract": 1,
        "policy": policy_of(OWN).to_document(),
        "systems": [{"key": "shop", "rto": H, "rpo": D, "today": {"strategy": "tape"}}],
    }
    system = json.loads("".join(answer(read_document(json.dumps(document).encode()))))["systems"][0]
    found = next(each for each in system["findings"] if each["code"] == "strategy-misses-objective")
    assert found["read"] == {"strategy": "tape", "time": 8 * H + 1800, "rto": H}


def test_only_what_a_text_needs_goes_along():
    derived = scene(make("bank"), rto=H, policy=policy_of(OWN)).derive()
    named = [each for each in texts(derived) if "called" in each.values]
    assert all("tape" in each.values.values() for each in named)
    assert not [each for each in texts(scene(rto=H).derive()) if "called" in each.values]


def test_a_live_copy_goes_by_its_own_words_else_by_those_of_the_catalogue():
    assert names.copy_name("asynchronous", "es") == "Copia viva asíncrona"
    assert names.copy_name("near_by", "en", {"en": "Near copy"}) == "Near copy"
    assert names.copy_name("near_by") == "Near by"
    assert names.copy_meaning("synchronous") == "every entry is written in two places before it counts"
    assert names.copy_meaning("near_by", "en", {"en": "next door"}) == "next door"
    assert names.copy_meaning("near_by") == ""
