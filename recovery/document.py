"""The method's reference, written from the code: `python -m recovery.document > docs/method.md`.

Rules, derivations, strategies and thresholds are listed from what the program itself uses, so the page cannot differ
from it; a test compares the two.
"""

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from typing import Any

from recovery.contradictions import RULES, protection
from recovery.contradictions.rule import Rule
from recovery.dependencies import schedule
from recovery.durations import LADDER, duration_in_words, short
from recovery.languages import DEFAULT
from recovery.messages import Text, say, wordings
from recovery.messages.wording import Wording
from recovery.planning import backups, clock, ladder, objectives, plan
from recovery.policy import DEFAULT_POLICY, CopyRow, Policy, StrategyRow

_PLACE = re.compile(r"\{\w+:(\w+)\}")
_AROUND = {"within": "within …", "asked": "… is asked", "work": "… of work", "most": "at most … of work"}
"""What is said together with some kinds of values."""
DURATIONS = ("_time", "_age", "_minimum", "_margin", "_base", "_ttl", "_max", "_snapshot", "_interval")
HEAD = """# The method, as the program applies it

Written by `python -m recovery.document`; a test fails when this page and the code differ. The words: RTO, the longest
time a system may be down; RPO, how much recent work may be lost, as a duration; MTD, the outage after which the harm
is unacceptable (all NIST SP 800-34 r1; MTPD in ISO 22301); WRT, the time people need to catch up once IT is back (a
word of practice; SP 800-34 speaks of additional processing time); MBCO, the reduced service that suffices at first
(ISO 22301). Durations are whole seconds. Decisions where the specification left a choice stand in `docs/decisions/`.
"""


@dataclass(frozen=True, slots=True)
class Derivation:
    """One derived number: where it comes from and the function that derives it."""

    name: str
    source: str
    function: Callable[..., object]


DERIVATIONS = (
    Derivation("MTD, first intolerable horizon and first harm", "method, section 3", objectives.first_horizon),
    Derivation("suggested RTO", "method, section 3; NIST SP 800-34 r1", objectives.rto_terms),
    Derivation("headroom", "policy", objectives.headroom),
    Derivation("time to enter lost work again", "method, section 3", objectives.re_entry_time),
    Derivation("re-entry limit", "method, section 3", objectives.re_entry_limit),
    Derivation("work that may be lost for good", "method, section 3", objectives.given_up),
    Derivation("RPO limit and suggested RPO", "method, section 3", objectives.rpo_limit),
    Derivation("RTO in the peak season", "method, section 3", objectives.peak_terms),
    Derivation("RTO that can be kept", "method, sections 4 and 6", objectives.kept_step),
    Derivation("strategy and live copy", "method, section 4; AWS Well-Architected REL13-BP02", plan.choose),
    Derivation("best recovery point", "method, section 4", plan.best_point),
    Derivation("recovery point of the history alone", "method, section 4", plan.history_point),
    Derivation("RPO that the history keeps", "method, section 4", plan.history_objective),
    Derivation("recovery time", "method, section 4; Route 53 for the failover", clock.recovery_time),
    Derivation("doing", "method, section 4; ISO 22301 for the MBCO", clock.doing_time),
    Derivation("data recovery time", "method, section 4", clock.data_recovery_time),
    Derivation("choosing a copy of the past", "method, section 4", clock.data_doing_time),
    Derivation("restore time", "method, section 4", clock.restore_time),
    Derivation("restore time as it is counted", "method, section 4", clock.copying_time),
    Derivation("recovery time measured", "method, section 5", clock.measured_time),
    Derivation("recovery estimate", "method, section 5", plan.own_time),
    Derivation("preparing and finishing", "method, section 5", clock.parts_of),
    Derivation("history", "method, section 4", backups.plan_backups),
    Derivation("archive", "method, section 4", backups.plan_archive),
    Derivation("snapshot interval", "method, section 4", backups.snapshot_interval),
    Derivation("age of a snapshot before it is safe", "method, section 4", backups.snapshot_overhead),
    Derivation("retention", "method, section 4", backups.retention),
    Derivation("what the history loses", "method, section 4", backups.backup_loss),
    Derivation("what today's protection loses", "method, section 4", protection.loss_today),
    Derivation("yearly cost", "policy", plan.yearly_cost),
    Derivation("expected yearly loss", "method, section 4", plan.expected_loss),
    Derivation("cost balance", "NIST SP 800-34 r1, section 3.4.3", ladder.balance),
    Derivation("neighbours on the ladder", "method, section 4", ladder.adjacent_steps),
    Derivation("recovery order, earliest recovery and required RTO", "method, section 5", schedule.plan_schedule),
    Derivation("required RTO", "method, section 5", schedule.required_rto),
)


def document() -> str:
    """The whole page, as Markdown."""
    parts = (HEAD, _ladder(), _derivations(), _strategies(), _rules(), _policy())
    return "\n".join(parts)


def _ladder() -> str:
    return (
        f"## The ladder\n\nOffered values: {', '.join(short(step) for step in LADDER)}. Suggestions snap down to it.\n"
    )


def _derivations() -> str:
    rows = "\n".join(f"- **{each.name}** — {_docstring(each.function)} *({each.source})*" for each in DERIVATIONS)
    return f"## What is derived\n\n{rows}\n"


def _docstring(function: Callable[..., object]) -> str:
    return " ".join((function.__doc__ or "").split())


def _strategies() -> str:
    head = "| strategy | in plain words | doing | acts | live copies it can carry | share of running cost | tier |"
    rows = "\n".join(_strategy(row) for row in DEFAULT_POLICY.strategies)
    copies = "\n".join(_copy(row) for row in DEFAULT_POLICY.copies)
    below = "| live copy | in plain words | best recovery point | share added | tier |"
    return (
        f"## Strategies and live copies of the default policy\n\n{head}\n|---|---|---|---|---|---|---|\n{rows}\n\n"
        f"{below}\n|---|---|---|---|---|\n{copies}\n"
    )


def _strategy(row: StrategyRow) -> str:
    time = duration_in_words(row.doing_time) + ("" if row.fails_over else ", plus size ÷ restore throughput")
    if not row.person and not row.goes_on:
        time += f"; 0 where {row.standby_capacity:.0%} of normal service suffices"
    acts = "a person" if row.person else "nobody: requests go on" if row.goes_on else "by itself"
    copies, money = ", ".join(row.copies) or "none", (f"{row.share:.2f}", "$" * row.tier)
    return f"| {' | '.join((*_called('strategy', row.key), time, acts, copies, *money))} |"


def _copy(row: CopyRow) -> str:
    point = "that of the history" if row.best_point is None else duration_in_words(row.best_point)
    return f"| {' | '.join((*_called('live', row.key), point, f'{row.share:.2f}', '$' * row.tier))} |"


def _called(group: str, key: str) -> tuple[str, str]:
    return f"{say(Text(f'{group}.{key}'))} (`{key}`)", say(Text(f"{group}.{key}.meaning"))


def _rules() -> str:
    rules = "\n".join(_rule(each) for each in RULES)
    intro = (
        "*blocks* stands in the way of approval until resolved, or justified and accepted; *warns* is shown and may be "
        "justified; *informs* is shown. A rule whose inputs are missing does not fire. Pages group findings by what "
        "they are about; what has the same behind it stands together, and that is said once."
    )
    return f"## Contradictions\n\n{intro}\n\n{rules}"


def _rule(rule: Rule) -> str:
    says = "\n".join(f"- says: “{_PLACE.sub(_blank, wording.plain)}”" for wording in _wordings_of(rule.code))
    who = f"resolved by the {rule.resolver}" + ("" if rule.justifiable else "; cannot be justified away")
    reads = ", ".join(f"`{name}`" for name in sorted(rule.reads))
    about = f"- about: {say(Text(f'about.{rule.about}')).lower()}{_causes(rule)}"
    facts = f"- {rule.severity}; {who}\n{about}\n- reads: {reads}\n{says}\n- source: {rule.source}\n"
    return f"### `{rule.code}`\n\n{rule.meaning}\n\n{facts}"


def _causes(rule: Rule) -> str:
    """What is behind it, for rules that may share that with others."""
    causes = dict.fromkeys(filter(None, rule.causes.values()))
    return "".join(f"; behind it: “{say(Text(f'cause.{cause}'))}”" for cause in causes)


def _blank(place: re.Match[str]) -> str:
    return _AROUND.get(place[1], "…")


def _wordings_of(code: str) -> Iterator[Wording]:
    return (wording for each, wording in wordings(DEFAULT).items() if each == code or each.startswith(code + "."))


def _policy() -> str:
    named = [field.name for field in fields(Policy) if field.init and field.name not in ("strategies", "copies")]
    rows = "\n".join(f"| `{name}` | {_value(name, getattr(DEFAULT_POLICY, name))} |" for name in named)
    return f"## Default policy\n\n| field | value |\n|---|---|\n{rows}\n"


def _value(name: str, value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(duration_in_words, value))
    return duration_in_words(value) if name.endswith(DURATIONS) else str(value)


if __name__ == "__main__":
    sys.stdout.write(document())
