"""The command `drportal`: what it takes, what it prints, and with which number it ends."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import TypeAlias

from drportal_client import verbs
from drportal_client.refusals import NotReached, Refusal
from drportal_client.settings import NotSet

DONE, REFUSED, USAGE, UNREACHED, NOT_ALLOWED, NOT_FOUND, FOUND = 0, 1, 2, 3, 4, 5, 10
"""How it ends. FOUND: there are contradictions of the gravity that --fail-on names."""
ENDS = {401: NOT_ALLOWED, 403: NOT_ALLOWED, 404: NOT_FOUND}
EPILOG = """The portal stands in DRPORTAL_URL, the token in DRPORTAL_TOKEN or a file of mode 600
(DRPORTAL_TOKEN_FILE, else ~/.config/drportal/token). Ends with 0 when done, 1 refused, 2 wrong words,
3 not reached, 4 not allowed, 5 not found, 10 contradictions as --fail-on asks."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; problems are one plain line on standard error."""
    given = parser().parse_args(arguments)
    try:
        found = given.verb(given, os.environ)
        sys.stdout.flush()
    except Refusal as refusal:
        return failed(str(refusal), ENDS.get(refusal.status, REFUSED))
    except NotReached as problem:
        return failed(str(problem), UNREACHED)
    except NotSet as problem:
        return failed(str(problem), USAGE)
    except BrokenPipeError:  # whoever read has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return 130
    return FOUND if found else DONE


def failed(line: str, end: int) -> int:
    print(f"drportal: {line}", file=sys.stderr)
    return end


def parser() -> argparse.ArgumentParser:
    shape = argparse.RawDescriptionHelpFormatter
    top = argparse.ArgumentParser(prog="drportal", description="Asks DR Portal.", epilog=EPILOG, formatter_class=shape)
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    add(commands, "me", verbs.me, "whom the token speaks for, and what it may do")
    systems_of(commands)
    findings = add(commands, "findings", verbs.findings, "contradictions of one system, or of all that have some")
    findings.add_argument("key", nargs="?", metavar="KEY", default="")
    findings.add_argument("--fail-on", choices=("blocks", "warns"), help="end with 10 if there is one so grave")
    for name, verb, what in (
        ("profile", verbs.profile, "objectives and plan of a system in numbers"),
        ("plan", verbs.plan, "the plan of a system with the reason of every number"),
    ):
        add(commands, name, verb, what).add_argument("key", metavar="KEY")
    scenarios_of(commands)
    exercises = add(commands, "exercised", verbs.exercised, "record an exercise of a system")
    exercises.add_argument("key", metavar="KEY")
    exercises.add_argument("--kind", required=True, choices=("failover", "data_restore", "table_top"))
    exercises.add_argument("--on", required=True, metavar="YYYY-MM-DD")
    exercises.add_argument("--took", type=int, metavar="SECONDS", help="until it was back")
    exercises.add_argument("--lost", type=int, metavar="SECONDS", help="of work")
    exercises.add_argument("--note", default="", help="what was learnt")
    repeatable(exercises)
    check_in_of(commands)
    return top


Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def add(commands: Commands, name: str, verb: verbs.Verb, what: str) -> argparse.ArgumentParser:
    """One command, with what all of them take."""
    command = commands.add_parser(name, help=what, description=what[0].upper() + what[1:] + ".")
    command.set_defaults(verb=verb)
    command.add_argument("--portal", default="", metavar="URL", help="instead of DRPORTAL_URL")
    command.add_argument("--format", choices=("table", "json"), default="table")
    return command


def systems_of(commands: Commands) -> None:
    systems = commands.add_parser("systems", help="the catalogue").add_subparsers(required=True, metavar="WHAT")
    listing = add(systems, "list", verbs.list_systems, "systems, filtered as on the page")
    for name in verbs.FILTERS:
        listing.add_argument(f"--{name}", default="")
    add(systems, "show", verbs.show_system, "one system").add_argument("key", metavar="KEY")
    adding = add(systems, "add", verbs.add_system, "add a system")
    adding.add_argument("--name", required=True)
    for name in ("key", "purpose", "owner", "technical-contact", "business-unit", "site", "supplier", "type", "status"):
        adding.add_argument(f"--{name}")
    adding.add_argument("--tag", action="append", dest="tags")
    adding.add_argument("--add-people", action="store_true", default=None, help="add people not known yet")
    repeatable(adding)
    add(systems, "retire", verbs.retire, "retire a system; nothing is deleted").add_argument("key", metavar="KEY")


def scenarios_of(commands: Commands) -> None:
    what = commands.add_parser("scenarios", help="what falls, and who is back when")
    scenarios = what.add_subparsers(required=True, metavar="WHAT")
    add(scenarios, "list", verbs.list_scenarios, "scenarios")
    add(scenarios, "show", verbs.show_scenario, "one scenario").add_argument("number", type=int, metavar="N")
    add(scenarios, "predict", verbs.predict, "what comes of one").add_argument("number", type=int, metavar="N")


def check_in_of(commands: Commands) -> None:
    what = "tell a system's check-in address that a copy or a test has ended"
    checking = add(commands, "check-in", verbs.check_in, what)
    checking.add_argument(
        "address", nargs="?", default="", metavar="ADDRESS",
        help="as the page shows it. Others can list it: DRPORTAL_CHECK_IN or @FILE (mode 600) keeps it secret",
    )  # fmt: skip
    for name, shape in (
        ("newest", "2026-11-29T02:00:00Z"), ("kind", "copy, restore or failover test"), ("duration", "1200, or 20 min"),
        ("bytes", "how large"), ("result", "ok, failed, or the status of a command"),
    ):  # fmt: skip
        checking.add_argument(f"--{name}", default="", help=shape)
    checking.add_argument("--from", dest="tool", default="", metavar="TOOL", help="send what it prints: standard input")


def repeatable(command: argparse.ArgumentParser) -> None:
    command.add_argument("--idempotency-key", default="", help="yours for this one thing: sent again, nothing more")


if __name__ == "__main__":
    sys.exit(main())
