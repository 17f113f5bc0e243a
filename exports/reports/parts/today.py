"""What protects the system today, and what exercises have shown."""

from __future__ import annotations

from django.utils.translation import gettext as _

from exports.document import Cell, Column, Fact, Section, Table
from exports.reports.cells import HOURS, day, duration_cell, fitting, lost, lost_at_worst, yes_no
from exports.reports.summary import ExerciseResult, Summary, Today
from presentation.strategies import strategy_name
from systems.models import Exercise, Protection


def section(summary: Summary) -> Section:
    title = _("What protects it today")
    if summary.today is None:
        return Section("today", title, lead=_("Nobody has said yet what protects it today."))
    return Section("today", title, facts=(*copies(summary.today), *places(summary.today)))


def copies(today: Today) -> tuple[Fact, ...]:
    unsaid, loss = _("not said"), today.worst_loss
    strategy = Cell(strategy_name(today.strategy) if today.strategy else unsaid)
    return (
        Fact(_("Strategy"), strategy),
        Fact(_("Live copy"), Cell(str(Protection.LiveCopy(today.live_copy).label))),
        Fact(_("The live copy may be behind by"), duration_cell(today.live_lag_seconds, nothing=unsaid), unit=HOURS),
        Fact(_("The live copy lies"), Cell(str(Protection.Site(today.live_site).label))),
        Fact(_("History"), Cell(str(Protection.History(today.history).label))),
        Fact(_("A copy every"), duration_cell(today.interval_seconds, nothing=unsaid), unit=HOURS),
        Fact(_("Copies are kept for"), duration_cell(today.retention_seconds, nothing=unsaid), unit=HOURS),
        Fact(_("An archive is kept for"), archive(today.archive_retention_seconds, unsaid), unit=HOURS),
        Fact(
            _("Loses at worst with its site"),
            lost_at_worst(loss.disaster_seconds, loss.everything_in_disaster),
            unit=HOURS,
        ),
        Fact(
            _("Loses at worst with destroyed data"),
            lost_at_worst(loss.corruption_seconds, loss.everything_in_corruption),
            unit=HOURS,
        ),
        *(
            (Fact(_("What it loses"), Cell(_("measured by the check-ins of its copies"))),)
            if today.loss_is_measured
            else ()
        ),
    )


def archive(seconds: int | None, unsaid: str) -> Cell:
    return Cell(_("there is none"), 0) if seconds == 0 else duration_cell(seconds, nothing=unsaid)


def places(today: Today) -> tuple[Fact, ...]:
    deletable = None if today.isolated is None else not today.isolated
    facts = [
        Fact(_("The copies of the past lie"), Cell(str(Protection.Site(today.history_site).label))),
        Fact(_("Administrators could delete them"), Cell(yes_no(deletable))),
        Fact(_("For a time nobody can delete or change them"), Cell(yes_no(today.immutable))),
    ]
    if today.restore_mib_per_s is not None:
        speed = Cell(_("%(speed)s MiB a second") % {"speed": today.restore_mib_per_s}, today.restore_mib_per_s)
        facts.append(Fact(_("Restore speed"), speed, unit="MiB/s"))
    if today.note:
        facts.append(Fact(_("Note"), Cell(today.note)))
    return tuple(facts)


def exercises(summary: Summary) -> Section:
    columns = (
        Column(_("Performed on"), width=16),
        Column(_("Kind"), width=24),
        Column(_("Recovery took"), HOURS, width=16),
        Column(_("Data lost"), HOURS, width=16),
        Column(_("Objectives reached"), width=16),
        Column(_("What was learnt"), width=40),
        Column(_("What was tried"), width=40, detail=True),
        Column(_("Who took part"), width=30, detail=True),
        Column(_("Record"), width=30, detail=True),
    )
    rows = [exercise(item) for item in summary.drills]
    table = Table("", columns, rows, _("No drill has been recorded: nobody knows whether the plan works."))
    return Section("drills", _("Drills"), tables=(table,))


def exercise(item: ExerciseResult) -> tuple[Cell, ...]:
    reached = fitting(item.reached)
    if item.reached is not None:
        reached = Cell(_("yes") if item.reached else _("no"), sign=reached.sign)
    told = (item.note, item.scope, item.people, item.evidence_link or item.evidence_name)
    measured = (duration_cell(item.rta_seconds), lost(item.rpa_seconds), reached)
    return day(item.performed_on), Cell(str(Exercise.Kind(item.kind).label)), *measured, *map(Cell, told)
