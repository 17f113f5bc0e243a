"""No text that somebody sends keeps the machine busy: every reader takes time in proportion to its length.

A worst case is compared with a tenth of itself, measured in the same run, so that a slow machine fails no test. Pages,
which take some time whatever they are sent, are compared with the same page about a harmless text.
"""

from __future__ import annotations

import ast
import re
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from exports.writers.csv_text import neutral
from policies.forms.fields import DurationsField, NumberField
from presentation.forms.addresses import is_address
from questionnaires.fields import durations as typed_durations
from questionnaires.fields import texts
from questionnaires.fields.field_type import Refused
from recovery.reading import number_in, read_amount, read_count, read_duration, read_size
from systems.models import KEY_PATTERN, System
from systems.services.imports import cells
from systems.services.imports.choices import meant_key
from systems.services.imports.columns import normalised_heading
from systems.services.imports.needs import Called
from systems.services.imports.people.persons import name_key, people_in
from systems.services.imports.rows import joined_tags, parts_of
from systems.services.imports.stock import Stock
from systems.services.imports.tables.decoding import Unreadable
from systems.services.imports.tables.headings import guessed_heading
from systems.services.imports.tables.table import as_meant, read_table
from systems.services.keys import free_key, slug
from tests.architecture.rooms import root_packages

ROOT = Path(__file__).resolve().parents[2]
LENGTH = 200_000
IN_A_CELL = 120_000  # what a cell of a CSV file may hold
GROWTH = 40
"""Ten times the text may take so many times as long: a reader that tries every stretch again takes a hundred."""
NO_MATTER = 0.3
"""Seconds that say nothing about growth."""
REFUSALS = (cells.Unusable, Refused, Unreadable, ValidationError, ValueError)
REPEATED = (
    " ", "1", "0", "a", "-", "a-", ".", ",", "1,", "1.", "1 ", ", ", ". ", "1h ", "1h,", "a.", "a@", "'", "\u00a0",
    "\t", "a;", "_", "\u0301\u0316", "\n", "*", "(", '"', "{a:",
)  # fmt: skip


WORST_TEXTS = [(beginning, part) for part in REPEATED for beginning in ("", "1", "a", "sep=;")]


def repeated(beginning: str, part: str, length: int) -> str:
    """A text that tempts a reader to try the same stretch again and again, and fails only at its end."""
    return beginning + part * (length // len(part)) + "!"


def seconds_of(work: Callable[[], object]) -> float:
    start = time.process_time()
    with suppress(*REFUSALS):
        work()
    return time.process_time() - start


def grows_in_proportion(work: Callable[[int], object], length: int) -> bool:
    """Whether ten times the length takes about ten times as long. The shortest first, to fail in seconds."""
    return all(stays_in_proportion(work, longer) for longer in (length // 10, length))


def stays_in_proportion(work: Callable[[int], object], length: int) -> bool:
    """Asked up to three times, because others work on the machine too."""
    for _ in range(3):
        tenth = seconds_of(lambda: work(length // 10))
        if seconds_of(lambda: work(length)) < max(NO_MATTER, GROWTH * tenth):
            return True
    return False


READERS: dict[str, Callable[[str], object]] = {
    **{f"cell: {name}": reader for name, reader in cells.READERS.items()},
    "heading": normalised_heading,
    "people": people_in,
    "name of a person": name_key,
    "needs between commas": lambda text: Called(Stock({})).parted(text),
    "what a cell means": lambda text: meant_key("status", text),
    "row with the headings": lambda text: guessed_heading([[text], text.split(",")]),
    "cell of a file": as_meant,
    "cell for a file": neutral,
    "tags": lambda text: joined_tags(None, parts_of([text], r"[;,|\n]")),
    "duration": read_duration,
    "duration that takes long": lambda text: read_duration(text, unit=3600, longer_is_stricter=True),
    "answer: duration": lambda text: typed_durations.seconds_typed(text, "en"),
    "amount": lambda text: read_amount(text, "EUR", "en"),
    "size": lambda text: read_size(text, "es"),
    "count": lambda text: read_count(text, "en"),
    "number of a cell": number_in,
    "answer: text": texts.clean,
    "policy: durations": DurationsField().clean,
    "policy: number": NumberField().clean,
    "slug": slug,
    "free key": lambda text: free_key([text], ()),
    "key": lambda text: re.search(f"^{KEY_PATTERN}$", text),
    "address": is_address,
    "table": read_table,
}  # fmt: skip


@pytest.mark.parametrize("name", READERS)
def test_a_reader_takes_time_in_proportion(name):
    reader = READERS[name]
    for worst in WORST_TEXTS:
        assert grows_in_proportion(lambda length, worst=worst: reader(repeated(*worst, length)), LENGTH), worst


def test_the_many_tags_of_one_cell_are_cut_in_one_go():
    tags = [f"{n:x}" for n in range(LENGTH // 5)]
    assert grows_in_proportion(lambda length: joined_tags(None, tags[:length]), len(tags))
    assert joined_tags(System(tags="a, b"), ["B", "c"]) == "a, b, c"
    assert joined_tags(None, ["x" * 199, "y" * 199, "z"]) == f"{'x' * 199}, {'y' * 199}"


def patterns() -> Iterator[str]:
    """Every regular expression that the packages write down."""
    for path in (path for package in root_packages() for path in (ROOT / package).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and node.args and ast.unparse(node.func) in CALLS:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield first.value


CALLS = {*(f"re.{name}" for name in ("compile", "match", "fullmatch", "search", "sub", "split")), "RegexValidator",
         "forms.RegexField"}  # fmt: skip


@pytest.mark.parametrize("pattern", sorted({*patterns(), KEY_PATTERN}))
def test_every_pattern_is_linear(pattern):
    """Even where a length is checked first: the next one who uses it may not."""
    found = re.compile(pattern, re.IGNORECASE)
    for worst in WORST_TEXTS:
        for way in (found.fullmatch, found.match):
            assert grows_in_proportion(lambda length, worst=worst, way=way: way(repeated(*worst, length)), 15_000), (
                worst
            )


def test_patterns_are_found():
    assert len(set(patterns())) > 20


@pytest.fixture
def client(sign_in, architect):
    return sign_in(architect)


WORST = ("1" + " " * (IN_A_CELL - 2) + "!", "1" + "\u00a0" * 40_000 + "!", "a\u0301\u0316" * 20_000, "1h " * 40_000,
         "a@" + "a." * 50_000)  # fmt: skip
COLUMNS = ("key", "status", "hosting", "size", "cost", "vendor", "vendor rto", "vendor rpo", "owner", "unit", "tags",
           "purpose")  # fmt: skip


@pytest.mark.django_db
def test_an_import_of_worst_cells_is_shown_soon(client, settings):
    settings.IMPORT_AT_ONCE_ROWS = 1_000_000  # else a worker would compare it
    floor = seconds_of(lambda: brought(client, "Sells things. " * (IN_A_CELL // 14)))
    for cell in WORST:
        assert seconds_of(lambda cell=cell: brought(client, cell)) < max(2.0, 50 * floor), repr(cell[:20])


def brought(client, cell: str) -> None:
    """The preview of a file with this cell in every column."""
    row = ",".join([f'"{cell}"'] * len(COLUMNS))
    chosen = SimpleUploadedFile("x.csv", f"name,{','.join(COLUMNS)}\nShop,{row}\n".encode())
    response = client.post("/systems/import/", {"file": chosen}, follow=True)
    assert "1</dd>" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("/systems/new/", ("key", "name", "owner", "data_size_gib", "running_cost", "supplier_rto_seconds", "unit")),
        ("/sign-in/", ("email",)),
    ],
)
def test_a_form_of_worst_texts_is_refused_soon(client, path, names):
    floor = seconds_of(lambda: posted(client, path, names, "Sells things. " * (LENGTH // 14)))
    for text in WORST:
        assert seconds_of(lambda text=text: posted(client, path, names, text)) < max(2.0, 50 * floor), repr(text[:20])
    assert not System.objects.exists()
    assert not User.objects.filter(name="").exclude(email__endswith="@example.org").exists()


def posted(client, path: str, names: tuple[str, ...], text: str) -> None:
    assert client.post(path, dict.fromkeys(names, text)).status_code in {200, 302, 422}


def test_keys_are_made_from_the_beginning_of_a_text():
    assert slug("é" * 500) == "e" * 60
