"""What a column of a list can mean, and what people call it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

IGNORE = ""
SIZE = "data_size_gib"
DURATION = "_seconds"
"""How the meanings end whose cells are durations."""
NEED_KIND = "need_kind"
PEOPLE = ("owner", "technical_contact")
TEXTS = ("purpose", "data_kinds")
Text = str | Promise
HEADINGS: dict[str, list[str]] = tomllib.loads((Path(__file__).parent / "headings.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Meaning:
    """A field of the catalogue as a column may fill it.

    `ours` is what the portal's own file calls it, whatever the language of who took it.
    """

    key: str
    label: Text
    several: bool = False  # more than one column may have this meaning
    ours: tuple[Text, ...] = ()

    @property
    def headings(self) -> tuple[str, ...]:
        """What people call it, in plain small letters."""
        return tuple(HEADINGS.get(self.key, ()))


MEANINGS: tuple[Meaning, ...] = (
    Meaning("key", _("Key"), ours=(_("Key"),)),
    Meaning("name", _("Name"), ours=(_("System"),)),
    Meaning("product", _("Product (part of the name)")),
    Meaning("purpose", _("Purpose"), ours=(_("Purpose"),)),
    Meaning("data_kinds", _("Kinds of data"), ours=(_("Kinds of data"),)),
    Meaning("unit", _("Business unit"), ours=(_("Business unit"),)),
    Meaning("owner", _("Owner: e-mail or name"), several=True, ours=(_("Owner"), _("Owner's e-mail"))),
    Meaning("technical_contact", _("Technical contact: e-mail or name"), several=True, ours=(_("Technical contact"),)),
    Meaning("status", _("Status"), ours=(_("Status"),)),
    Meaning("tags", _("Tags"), several=True, ours=(_("Tags"),)),
    Meaning("type", _("Type"), ours=(_("Type"),)),
    Meaning("hosting", _("Hosting"), ours=(_("Hosting"),)),
    Meaning("site", _("Where it runs"), ours=(_("Where it runs"),)),
    Meaning("data_size_gib", _("Data size"), ours=(_("Data size"),)),
    Meaning("running_cost", _("Yearly running cost"), ours=(_("Yearly running cost"),)),
    Meaning("recovery_budget", _("Yearly budget for its recovery"), ours=(_("Yearly budget for its recovery"),)),
    Meaning("supplier", _("Supplier"), ours=(_("Supplier"),)),
    Meaning("supplier_rto_seconds", _("Supplier is back within"), ours=(_("Supplier is back within"),)),
    Meaning("supplier_rpo_seconds", _("Supplier may lose"), ours=(_("Supplier may lose"),)),
    Meaning("rto_seconds", _("RTO: how soon it has to be back, as a proposal")),
    Meaning("rpo_seconds", _("RPO: how much work may be lost, as a proposal")),
    Meaning("mtd_seconds", _("MTD: from when on it is unbearable, as a proposal")),
    Meaning("wrt_seconds", _("WRT: how long catching up takes, as a proposal")),
    Meaning("tier", _("Tier: with the objectives that it stands for")),
    Meaning("interval_seconds", _("Backup frequency: a copy every")),
    Meaning("retention_seconds", _("Backup retention: copies are kept for")),
    Meaning("strategy", _("Strategy today")),
    Meaning("live_copy", _("Live copy today: none, asynchronous, synchronous")),
    Meaning("history", _("Kind of backup today: none, snapshots, continuous")),
    Meaning("history_site", _("Place of the backups today: as seen from the system")),
    Meaning("tested_on", _("Last failover test: its day")),
    Meaning("restored_on", _("Last restore test: its day")),
    Meaning("test_result", _("Result of the last test: passed, failed, or how long it took")),
    Meaning("needs", _("Needs: keys or names"), several=True),
    Meaning("needs_hard", _("Cannot run without: keys or names"), several=True, ours=(_("Cannot run without"),)),
    Meaning("needs_soft", _("Runs with less without: keys or names"), several=True,
            ours=(_("Needs, but runs with less without"),)),
    Meaning("needs_shared", _("Must agree with: keys or names"), several=True, ours=(_("Must agree with"),)),
    Meaning("needed_by", _("Is needed by: keys or names"), several=True),
    Meaning("need_kind", _("Kind of need, for all that the row needs")),
    Meaning("remark", _("Add to the kinds of data, with its heading"), several=True),
)  # fmt: skip
BY_KEY = {meaning.key: meaning for meaning in MEANINGS}
NAMING = ("name", "product", "supplier", "purpose", "key")
"""A row needs one of these to be called something."""
NEEDS = {"needs": "", "needs_hard": "hard", "needs_soft": "soft", "needs_shared": "shares_transactions"}
"""The meanings of columns that say what a system needs, and the kind that they stand for; the first for none."""
PROPOSALS = ("rto_seconds", "rpo_seconds", "mtd_seconds", "wrt_seconds")
"""The meanings of columns that say what the business decided before: proposals for who answers, never answers."""
PROTECTIONS = ("interval_seconds", "retention_seconds", "strategy", "live_copy", "history", "history_site")
"""The meanings of columns that say how a system is protected today; they fill what nobody has said yet."""
TESTS = {"tested_on": "failover", "restored_on": "data_restore"}
"""The meanings of columns with the day of the last test, and its kind."""
TEST_RESULT, TEST_RTA = "test_result", "test_rta_seconds"
"""The meaning of the column with its result; how long the recovery took, as it is kept with the day."""
NEEDED_BY = "needed_by"
"""A column that names the systems which need this one."""
TIER = "tier"
"""A column whose cells a person says once what they stand for: an RTO and an RPO."""
RELATIONS = (("parent", "child"), ("parent name", "child name"), ("source", "target"), ("from", "to"),
             ("quelle", "ziel"), ("von", "nach"), ("origen", "destino"))  # fmt: skip
"""Headings of lists with one need a row; the one on the left needs the other."""


def short_label(meaning: str) -> str:
    """What the field is called, without how to fill it in."""
    if meaning == TEST_RTA:
        return str(_("Recovery took"))
    return str(BY_KEY[meaning].label).partition(":")[0]
