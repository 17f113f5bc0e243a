"""A language is a file: the files agree, nothing in them lies idle, and one more needs no line of code."""

import shutil
import tomllib

import pytest

from recovery import languages
from recovery.contradictions import RULES
from recovery.durations import duration_in_words, short
from recovery.languages import DEFAULT, FOLDER, catalogue, known
from recovery.messages import Text, say, title, wordings
from recovery.messages.say import _KINDS as KINDS
from recovery.pictures import recovery_line
from recovery.pictures.money import short_money
from recovery.reading import parse_duration
from tests.recovery.builders import H, make, scene
from tests.recovery.catalogues import PLACE, accented, faults, leaves, rewritten, write
from tests.recovery.sayings import everything, texts

ENGLISH = tomllib.loads((FOLDER / "en.toml").read_text(encoding="utf-8"))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of languages of its own, with those that there are."""
    for path in FOLDER.glob("*.toml"):
        shutil.copy(path, tmp_path)
    monkeypatch.setattr(languages, "FOLDER", tmp_path)
    languages.forget()
    yield tmp_path
    monkeypatch.undo()
    languages.forget()


@pytest.mark.parametrize("language", languages.languages())
def test_every_language_says_all_and_nothing_else(language):
    assert faults(ENGLISH, catalogue(language)) == []


@pytest.mark.parametrize(
    ("planted", "fault"),
    [
        (lambda texts: texts["rules"]["stale"].pop("title"), "rules.stale.title: missing"),
        (lambda texts: texts["offer"].pop("rto"), "offer.rto.plain: missing"),
        (lambda texts: texts["pictures"].update(spare="x"), "pictures.spare: not known"),
        (lambda texts: texts["offer"].update({"delegate": "{rto:duration}"}), "offer.delegate: other places"),
        (lambda texts: texts["pictures"].update(mtd="after"), "pictures.mtd: other places"),
        (lambda texts: texts["durations"]["words"].update(day="day"), "durations.words.day: another kind"),
    ],
)
def test_a_fault_between_two_languages_is_told(planted, fault):
    other = tomllib.loads((FOLDER / "en.toml").read_text(encoding="utf-8"))
    planted(other)
    assert fault in faults(ENGLISH, other)


@pytest.mark.parametrize("way", [way for way in leaves(ENGLISH) if way[0] not in ("numbers", "pictures", "values")])
def test_every_place_can_be_filled(way):
    text = leaves(ENGLISH)[way]
    if isinstance(text, str):
        assert {place.strip("{}").partition(":")[2] for place in PLACE.findall(text)} <= set(KINDS)
        assert "{" not in PLACE.sub("", text)


def test_every_way_to_say_a_value_is_used():
    known = (text for text in leaves(ENGLISH).values() if isinstance(text, str))
    assert {place.strip("{}").partition(":")[2] for text in known for place in PLACE.findall(text)} - {""} == set(KINDS)


def idle(folder, code):
    """What is never said, by a language that says to each text which it is."""
    marks = {way: f"⟦{number}⟧" for number, way in enumerate(leaves(ENGLISH))}
    marked = rewritten(tomllib.loads((folder / "en.toml").read_text()), lambda way, text: marks.get(way, "⟦x⟧") + text)
    write(folder / f"{code}.toml", marked)
    languages.forget()
    sentences = "\n".join(everything(code))
    ways = [way for way, text in marked.items() if isinstance(text, str) and text.startswith("⟦")]
    return [way for way in ways if marks.get(way, "⟦x⟧") not in sentences]


@pytest.mark.unmutated
def test_nothing_lies_idle(folder):
    assert idle(folder, "q1") == []


@pytest.mark.unmutated
def test_a_text_that_nobody_says_is_told(folder):
    english = folder / "en.toml"
    english.write_text(english.read_text().replace("[pictures]", '[pictures]\nspare = "never said"'))
    assert idle(folder, "q2") == [("pictures", "spare")]


def test_a_code_that_stands_twice_is_refused(folder):
    twice = '[rules.never-tested]\noffer.delegate = "Ask somebody"'
    (folder / "q3.toml").write_text((folder / "en.toml").read_text().replace("[rules.never-tested]", twice))
    languages.forget()
    with pytest.raises(ValueError, match=r"offer\.delegate is said twice"):
        wordings("q3")


def test_a_language_is_served_by_its_nearest():
    assert [known(asked) for asked in ("es", "es-mx", "ES_MX", "de", "", "e", "../en")] == [
        *("es", "es", "es", DEFAULT, DEFAULT, DEFAULT, DEFAULT)
    ]


@pytest.mark.parametrize(
    ("language", "own", "english"),
    [("en", "English", "English"), ("es", "Español", "Spanish"), ("es-mx", "Español", "Spanish")],
)
def test_a_language_has_a_name_of_its_own_and_one_in_english(language, own, english):
    assert (languages.own_name(language), languages.english_name(language)) == (own, english)


def test_names_of_languages_are_written_as_their_language_does():
    assert [languages.writes_names_of_languages_capital(each) for each in ("en", "es")] == [True, False]


def test_every_rule_has_a_title_and_words():
    for language in languages.languages():
        for rule in RULES:
            assert title(rule.code, language) != rule.code
            assert [code for code in wordings(language) if code == rule.code or code.startswith(rule.code + ".")]
    assert title("stale", "es") == "Hay que confirmarlo de nuevo"
    assert title("no-such-rule") == "no-such-rule"


def test_one_more_language_is_one_more_file(folder):
    """In findings, offers, reasons, names, durations, numbers and pictures."""
    strange = rewritten(ENGLISH, accented)
    strange |= {("numbers", "decimal"): "·", ("numbers", "grouping"): "'"}
    strange |= {("durations", style, "hour"): ["stunde", "stunden"] for style in ("words", "short")}
    strange |= {("durations", "typed", "hour"): ["ora", "ore"], ("durations", "typed", "and"): ["und"]}
    write(folder / "q4.toml", strange)
    languages.forget()
    assert languages.languages() == ("en", "es", "q4")

    derived = scene(make("bank", rto=24 * H), edges=[("shop", "bank", "hard")], rto=8 * H, mtd=4 * H).derive()
    assert [say(each, "q4") for each in texts(derived) if not say(each, "q4").startswith("⟦")] == []
    finding = next(each for each in derived.findings if each.code == "rto-exceeds-mtd")
    assert (
        say(finding.message, "q4-ch") == "⟦Yõü càn cõpé ⟦fõr 4 stunden⟧, büt thé plàn brîngs ît bàck àftér 8 stunden.⟧"
    )
    assert say(derived.because["strategy"], "q4").startswith("⟦⟦Bàcküp ànd réstõré⟧ îs thé chéàpést plàn")
    assert title("stale", "q4") == "⟦Hàs tõ bé cõnfîrméd àgàîn⟧"
    saved = say(Text("consequence.saves", {"amount": 12500.5, "currency": "EUR"}), "q4")
    assert saved == "⟦sàvés 12'500\u00a0€ à yéàr⟧"
    assert (duration_in_words(H, "q4"), short(2 * H, "q4"), short_money(1.24e6, "€", "q4")) == (
        "1 stunde",
        "2 stunden",
        "1·2 M€",
    )
    assert parse_duration("1 ora und 30 min") == 5400
    picture = recovery_line(rto=4 * H, rpo=0, language="q4")
    assert "⟦Récõvéry lîné⟧" in picture
    assert "4 stunden" in picture
