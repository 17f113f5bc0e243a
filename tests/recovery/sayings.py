"""Everything the method can say in a language: what is derived of many worlds, every picture, every name."""

import random
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from recovery.contradictions import RULES
from recovery.contradictions.rule import SUBJECTS
from recovery.currency import SIGNS
from recovery.derivation import derive
from recovery.durations import DAY, HOUR, LADDER, MINUTE, MONTH, WEEK, duration_in_words, short
from recovery.facts import CATEGORIES, RATINGS, State
from recovery.languages import english_name, own_name
from recovery.messages import Text, say, title
from recovery.pictures import (
    CostPoint,
    GanttRow,
    Neighbour,
    cost_balance,
    dependency_neighbourhood,
    gantt,
    impact_over_time,
)
from recovery.pictures import recovery_line as line
from recovery.policy import DEFAULT_POLICY
from recovery.reading import (
    NotUnderstood,
    parse_duration,
    read_amount,
    read_count,
    read_duration,
    read_number,
    read_share,
    read_size,
)
from recovery.scenarios.findings import PLACE_OF
from tests.recovery.builders import scene
from tests.recovery.contradiction_table import ROWS
from tests.recovery.scenarios.companies import company, copied, falls
from tests.recovery.worlds import grow

WORLDS = 150
RARE = (
    scene(mtd=0, workaround_lasts=MONTH),
    scene(mtd=DAY, regulator_rto=30),
    scene(mtd=DAY, data_rto=2 * HOUR),
    scene(mtd=DAY, data_rto=DAY, unattended=15 * HOUR),
    scene(rpo=HOUR, data_rpo=4 * HOUR, exercises=[{"kind": "data_restore", "rpa": 6 * HOUR}]),
    scene(
        rto=HOUR,
        data_rto=4 * HOUR,
        exercises=[{"kind": "failover", "rta": 2 * HOUR}, {"kind": "data_restore", "rta": 6 * HOUR}],
    ),
    scene(rpo=State.NOT_APPLICABLE, unattended=DAY),
    scene(rto=0, rpo=0, running_cost=1000, recovery_budget=10),
    scene(rpo=0, today={"history": "continuous", "interval": 300, "live_copy": "asynchronous", "live_lag": 5}),
    scene(rpo=HOUR, data_size_gib=1),
    scene(rpo=HOUR, restore_mib_per_s=1),
    *(
        scene(impact={"safety": {HOUR: "severe", 4 * HOUR: "intolerable"}}, **answers)
        for answers in ({"rto": DAY}, {"rto": 2 * HOUR, "wrt": DAY}, {"mtd": DAY}, {"workaround_lasts": DAY})
    ),
)
"""Scenes with offers that neither the table nor the worlds have."""
LIVE, HISTORY = ("none", "asynchronous", "synchronous"), ("none", "snapshot", "continuous")


def texts(found: Any) -> Iterator[Text]:
    """Every text in a result."""
    if isinstance(found, Text):
        yield found
    elif is_dataclass(found):
        for field in fields(found):
            yield from texts(getattr(found, field.name))
    elif isinstance(found, dict | tuple):
        for each in found.values() if isinstance(found, dict) else found:
            yield from texts(each)


def derived_texts() -> Iterator[Text]:
    """The texts of results, with each code, as often as their values differ."""
    for each in (*RARE, *(each for row in ROWS for each in (*row.fires, *row.just_not))):
        yield from texts(each.derive())
    for seed in range(WORLDS):
        world = grow(seed)
        yield from texts(tuple(derive(world.systems, world.dependencies).values()))


def scenario_texts() -> Iterator[Text]:
    """The texts of predictions."""
    for where in (
        company(falls("a", mtd=6 * HOUR), falls("b", mtd=6 * HOUR), falls("c")),
        company(falls("a", mtd=6 * HOUR), falls("b", mtd=6 * HOUR)),
        company(copied("a", rto=19000), copied("b", rto=19000), teams=2, throughput={"vault": 40}),
        company(falls("a", rto=2 * HOUR)),
        company(falls("a", rto=HOUR), falls("b"), falls("c")),
    ):
        yield from texts(where.predict())
    yield Text("offer.order", {"systems": ("a", "b")})


def asked_by_pages() -> Iterator[Text]:
    """What pages say besides: names and meanings of the parts of a plan, and whom an offer touches."""
    named = {"strategy": [row.key for row in DEFAULT_POLICY.strategies], "live": LIVE, "history": HISTORY}
    for group, keys in named.items():
        for key in keys:
            yield Text(f"{group}.{key}")
            yield Text(f"{group}.{key}.meaning")
    yield from (Text(f"about.{about}") for about in SUBJECTS)
    yield from (Text(f"cause.{cause}") for rule in RULES for cause in rule.causes.values() if cause)
    yield from (Text(f"elsewhere.{what}", {"systems": ("a", "b")}) for what in ("raises", "resolves"))
    yield from readings()
    yield from (Text("consequence.saves", {"amount": 1234.5, "currency": code}) for code in SIGNS)
    # Categories and ratings stand inside of findings; each scene has only some.
    for category in CATEGORIES:
        yield Text("mtd-after-intolerable", {"mtd": 2, "horizon": 1, "category": category})
    for rating in RATINGS:
        values = {"category": "money", "before": rating, "after": rating, "earlier": 1, "later": 2}
        yield Text("impact-shrinks", values)


def readings() -> Iterator[Text]:
    """What is said of what people type."""
    for read, typed in (*((read_duration, each) for each in TYPED), (parse_duration, "~4 h"), *read_numbers()):
        try:
            yield read(typed).note or Text("")
        except NotUnderstood as error:
            yield error.text


def read_numbers() -> Iterator[tuple[Callable[[str], Any], str]]:
    """Each reader of numbers, with each kind of text."""
    readers = (
        lambda typed: read_amount(typed, "EUR", "en"),
        lambda typed: read_size(typed, "en"),
        lambda typed: read_count(typed, "en"),
        lambda typed: read_number(typed, "en"),
        lambda typed: read_share(typed, "en"),
    )
    for read in readers:
        yield from ((read, typed) for typed in ("one", "~5", "<5", "much", "5-8", "1.500", "0.7", "5 $"))


TYPED = ("PT4H", "~4 h", "< 4 h", "4-8 h", "near zero", "24", "soon", "1,500 h", "NBD", "24/7", "tier 1", "> 4 h",
         "101 years", "9" * 300)  # fmt: skip


def pictures(language: str) -> Iterator[str]:
    """Each picture in all its moods."""
    dice, spans = random.Random(1), (0, MINUTE, HOUR, DAY, WEEK, 400 * DAY)
    for rpo in (0, HOUR, "unset", "unknown", "not applicable"):
        for rto in (0, HOUR, "unset", "unknown"):
            known = {name: dice.choice((None, *spans)) for name in ("mtd", "worst_loss", "exercise")}
            yield line(rpo=rpo, rto=rto, language=language, **known)
            yield line(rpo=rpo, rto=rto, mtd=DAY, worst_loss=0, exercise=DAY, language=language)
            yield line(rpo=rpo, rto=rto, mtd=DAY, worst_loss=MINUTE, exercise=MINUTE, language=language)
    for seconds in (0, HOUR):
        for asked in (0, DAY):
            after = {"recovery": seconds, "data_recovery": seconds, "data_loss": seconds}
            yield line(rpo=asked, rto=asked, data_rto=asked, data_rpo=asked, language=language, **after)
            also = {"mtd": seconds and DAY, "worst_loss": seconds, "exercise": HOUR if seconds else 0}
            yield line(rpo=asked, rto=asked, language=language, width=340, **after, **also)
    every = {category: {at: RATINGS[n % 5] for n, at in enumerate(LADDER[3:])} for category in CATEGORIES}
    yield impact_over_time(every, mtd=DAY, language=language)
    yield impact_over_time({"money": {HOUR: "none"}, "customers": {0: "severe"}}, language=language)
    costs = [CostPoint(rto, 10.0 * MONTH - rto, 4.0 * rto) for rto in (0, HOUR, DAY)]
    for chosen in (None, 0, HOUR):
        yield cost_balance(costs, chosen=chosen, language=language)
        yield cost_balance([*costs, CostPoint(MINUTE, 0.0, 0.0)], chosen=chosen, language=language)
    some = [Neighbour(f"S{n}", "soft" if n % 2 else "hard", "", n > 4, "", n == 2) for n in range(9)]
    yield dependency_neighbourhood("me", needs=some, needed_by=some, language=language)
    yield dependency_neighbourhood("me", language=language)
    yield gantt([GanttRow("S", [], HOUR, guessed=True)], language=language)
    yield gantt([GanttRow(f"S{n}", [("copying", n, DAY)], DAY, due=n * HOUR) for n in range(43)], language=language)


def everything(language: str) -> Iterator[str]:
    """Every sentence, title and picture."""
    for text in (*derived_texts(), *scenario_texts(), *asked_by_pages()):
        yield from (say(text, language, audience) for audience in ("owner", "architect"))
    yield say(Text("of-an-earlier-version"), language)
    yield from (title(rule.code, language) for rule in RULES)
    yield from (title(code, language) for code in PLACE_OF)
    yield from (style(seconds, language) for seconds in LADDER for style in (duration_in_words, short))
    yield from (own_name(language), english_name(language))
    yield from pictures(language)
