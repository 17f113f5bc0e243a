"""Whatever a system is called, the files are the same code, and give its name back."""

from __future__ import annotations

import hcl2
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as some

from exports.writers.plan_as_code.files import files
from exports.writers.plan_as_code.folder import yaml_text
from exports.writers.plan_as_code.hcl import Block, document
from exports.writers.plan_as_code.naming import short_name
from tests.exports.plan_as_code.plans import plan_of

TEXTS = some.text(some.characters(exclude_categories=["Cs"]), max_size=60)
HOSTILE = 'a"b\\${file("/etc/passwd")}%{ if true }\n# resource\r\u2028: - {x: *y}\x00é💥'


@given(TEXTS)
@example(HOSTILE)
@settings(max_examples=150, deadline=None)
def test_yaml_gives_the_same_back(text):
    assert yaml.safe_load(yaml_text({"a": text, text: [text]})) == {"a": text, text: [text]}


ESCAPES = {"\\\\": "\\", '\\"': '"', "\\n": "\n", "\\r": "\r", "\\t": "\t"}


def meant(literal: str) -> str:
    """What Terraform makes of the inside of a quoted text, by its grammar; any template in it fails."""
    found, at = [], 0
    while at < len(literal):
        if literal.startswith(("$${", "%%{"), at):
            found.append(literal[at + 1 : at + 3])
            at += 3
        elif literal.startswith(("${", "%{"), at):
            raise AssertionError("a template would be evaluated")
        elif literal[at : at + 2] in ESCAPES:
            found.append(ESCAPES[literal[at : at + 2]])
            at += 2
        elif literal[at : at + 2] in ("\\u", "\\U"):
            digits = 4 if literal[at + 1] == "u" else 8
            found.append(chr(int(literal[at + 2 : at + 2 + digits], 16)))
            at += 2 + digits
        else:
            found.append(literal[at])
            at += 1
    return "".join(found)


@given(TEXTS)
@example(HOSTILE)
@example("$${a}")
@settings(max_examples=60, deadline=None)
def test_terraform_gives_the_same_back(text):
    parsed = hcl2.loads(document([Block("resource", ("a", "b"), {"name": text})]))
    literal = parsed["resource"][0]['"a"']['"b"']["name"]
    assert meant(literal[1:-1]) == text


def undescribed(content):
    """Without what is for people only."""
    if isinstance(content, list):
        return [undescribed(each) for each in content]
    if isinstance(content, dict):
        return {name: undescribed(each) for name, each in content.items() if not name.endswith("Description")}
    return content


@given(TEXTS)
@example(HOSTILE)
@settings(max_examples=15, deadline=None)
def test_a_name_changes_no_code(text):
    usual = {file.name: file.text for file in files(plan_of(history="snapshot 24 h"))}
    named = {file.name: file.text for file in files(plan_of(history="snapshot 24 h", name=text, approved=f"{text}, x"))}
    assert usual.keys() == named.keys()
    for name, content in named.items():
        if name.endswith(".yaml"):
            ours, theirs = (list(yaml.safe_load_all(each)) for each in (content, usual[name]))
            assert undescribed(ours) == undescribed(theirs)
        elif name.endswith(".tf"):
            assert content.split("\n")[1:] == usual[name].split("\n")[1:]


@given(some.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True), some.integers(20, 50))
def test_names_of_services_are_short_and_of_letters(key, longest):
    assert len(short_name(key, longest=longest)) <= longest
    assert short_name(key, longest=longest, joint="_").replace("_", "a").isalnum()


def test_two_long_keys_have_two_names():
    assert short_name("a" * 60, longest=32) != short_name("a" * 61, longest=32)
