"""What a contradiction rule is made of, and the one list of all rules: each enters itself where it is written."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from recovery.case import Case
from recovery.messages.text import Text, Value

SEVERITIES = ("blocks", "warns", "informs")
BLOCKS, WARNS, INFORMS = SEVERITIES
OWNER, ARCHITECT = "owner", "architect"
SUBJECTS = ("answers", "protection", "needs", "money")
"""What a contradiction can be about: what is asked, what protects today, what the system needs, what it costs."""
ANSWERS, PROTECTION, NEEDS, MONEY = SUBJECTS
METHOD = "method, section 6"

STRATEGY = "rto rpo data_size_gib restore_mib_per_s minimum_service copy_lag start_window running_time"
"""What the choice of a strategy reads."""
RPO_LIMIT = (
    "wrt entries_per_hour minutes_per_entry people_reentering rebuild_window expendable_entries never_lose "
    "regulator_rpo"
)
"""What the RPO limit of section 3 reads, and with it the suggested RPO."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that fires: the numbers it read, which are also those of its message. A `variant` picks the wording.

    `resolver` is who can resolve this one, where that is not who resolves the rule's others."""

    read: Mapping[str, Value]
    variant: str = ""
    resolver: str = ""


@dataclass(frozen=True, slots=True)
class Remediation:
    """A way out of a finding, not worked out yet: a change, or an action for people; a `first_step` is not all."""

    change: Mapping[str, Any]
    label: Text
    action: str = ""
    first_step: bool = False


Check = Callable[[Case], Hit | None]
Remediations = Callable[[Case], Iterable[Remediation]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One contradiction of the method's table; `check` returns None when it does not fire or an input is missing.

    `order` is its place in the table. The places are tens, so that a new rule finds room between two others. `causes`
    names what is behind it by its variant, `""` for any other; a rule that shares its cause with none has none.
    """

    code: str
    order: int
    severity: str
    resolver: str
    source: str
    justifiable: bool
    reads: frozenset[str]
    check: Check
    remediations: Remediations
    about: str
    causes: Mapping[str, str] = field(default_factory=dict, compare=False)
    meaning: str = field(default="", compare=False)

    def cause(self, variant: str) -> str:
        """What is behind a finding of that variant: a cause of the catalogues, else the rule's own code."""
        return self.causes.get(variant) or self.causes.get("") or self.code


_KNOWN: dict[str, Rule] = {}


def in_order() -> tuple[Rule, ...]:
    """All rules that were written so far, in the order of the table."""
    return tuple(sorted(_KNOWN.values(), key=lambda each: each.order))


def enter(made: Rule) -> Rule:
    """Put a rule on the list. Raises ValueError where another has its code or its place."""
    for other in _KNOWN.values():
        if made.code == other.code or made.order == other.order:
            raise ValueError(f"{made.code} at {made.order}: there is {other.code} at {other.order}")
    _KNOWN[made.code] = made
    return made


def rule(
    code: str,
    severity: str,
    resolver: str,
    remediations: Remediations,
    reads: str,
    *,
    about: str,
    order: int,
    cause: str | Mapping[str, str] = "",
    source: str = METHOD,
    justifiable: bool = True,
) -> Callable[[Check], Rule]:
    """Make a check a rule; the check's docstring is its meaning in the documentation, the catalogues have its words.

    `reads` names every answer the check depends on, as the contract calls it, and `dependencies` for what the
    neighbours say: an offer that changes none of them cannot change the finding, and the check is not asked again.
    `about` is one of the subjects; rules with the same `cause` say one thing in several ways, and stand together.
    """

    def made(check: Check) -> Rule:
        meaning, names = " ".join((check.__doc__ or "").split()), frozenset(reads.split())
        causes = {"": cause} if isinstance(cause, str) else cause
        parts = (code, order, severity, resolver, source, justifiable, names, check, remediations, about)
        return enter(Rule(*parts, causes, meaning))

    return made


LABELS = {
    "rto": "offer.rto",
    "rpo": "offer.rpo",
    "data_rto": "offer.data-rto",
    "data_rpo": "offer.data-rpo",
    "mtd": "offer.mtd",
    "wrt": "offer.wrt",
    "today.retention": "offer.retention",
    "workaround_lasts": "offer.workaround-lasts",
}


def change(**values: Any) -> Remediation:
    """A remediation that changes one of the own answers. Nothing at all is no duration: it has a label of its own."""
    name, value = next(iter(values.items()))
    return relabelled(LABELS[name] + ("-zero" if value == 0 and name in ("rto", "rpo") else ""), values)


def objectives(values: Mapping[str, int]) -> Remediation:
    """A remediation that changes one objective or several; those for destroyed data are among them where named."""
    if len(values) == 1:
        return change(**values)
    return relabelled("offer.objectives" if set(values) == {"rto", "rpo"} else "offer.several-objectives", values)


def relabelled(label: str, values: Mapping[str, Any], **more: Value) -> Remediation:
    """A remediation that changes own answers under a label of its own."""
    shown = {name.removeprefix("today."): value for name, value in values.items() if name != "impact"}
    return Remediation(values, Text(label, shown | more))


def elsewhere(key: str, **values: Any) -> Remediation:
    """A remediation that changes the answers of another system."""
    return Remediation({"system": key, **values}, Text("offer.other-" + next(iter(values)), {"system": key, **values}))


def step(whole: Remediation, *, more: bool = True) -> Remediation:
    """The same as a first step, when more has to follow before the finding goes."""
    return Remediation(whole.change, whole.label, whole.action, first_step=True) if more else whole


def promise(action: str, **values: Any) -> Remediation:
    """A remediation that people have to see to; these values are true once they have."""
    return Remediation(values, Text("offer." + action, values), action)


def act(action: str, **values: Value) -> Remediation:
    """A remediation that people have to carry out; nothing can be computed."""
    return Remediation({}, Text("offer." + action, values), action)
