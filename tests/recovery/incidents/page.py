"""docs/incidents.md, written from the cases: `python -m tests.recovery.incidents.page > docs/incidents.md`."""

from __future__ import annotations

import io
import json
import sys
from typing import Any

from recovery.__main__ import main
from recovery.messages.catalogue import title
from tests.recovery.incidents import Incident, incidents

HEAD = """# Would it have been found?

Public post-mortems, told as what was so on the eve, and what the portal would have said the day before. The facts are
those that were published; what nobody published is assumed, and says so. Written by
`python -m tests.recovery.incidents.page` from the documents in `tests/recovery/incidents/`, which a test gives to
`python -m recovery`: when it no longer finds what is listed here, the test fails.
"""


def answered(document: dict[str, Any], *command: str) -> dict[str, Any]:
    """What the command line answers to a document. Raises ValueError with the faults of one that it refuses."""
    out, err = io.StringIO(), io.StringIO()
    if main(io.BytesIO(json.dumps(document).encode()), out, err, *([command] if command else [])):
        raise ValueError(err.getvalue())
    return json.loads(out.getvalue())


def findings(document: dict[str, Any], system: str) -> list[dict[str, Any]]:
    """The findings about one system of a document."""
    return next(each for each in answered(document)["systems"] if each["key"] == system)["findings"]


def page() -> str:
    cases = incidents()
    rows = "\n".join(f"| [{each.title}](#{each.name}) | {each.when} | {', '.join(codes(each))} |" for each in cases)
    table = f"| case | when | what must be said |\n|---|---|---|\n{rows}\n"
    return "\n".join((HEAD, table, *map(section, cases)))


def codes(incident: Incident) -> list[str]:
    return [f"`{code}`" for code in (*incident.must_say, *incident.must_say_of_scenario)]


def section(incident: Incident) -> str:
    found = {each["code"]: each["message"] for each in findings(incident.document, incident.system)}
    said = [f"- **{title(code)}** (`{code}`): {found[code]}" for code in incident.must_say]
    if incident.still_after:
        said.append(f"- After {changed(incident)} it still says `{incident.must_say[0]}`.")
    said += [
        f"- Of all {len(incident.document['systems'])} at once: **{title(code)}** (`{code}`)."
        for code in incident.must_say_of_scenario
    ]
    return (
        f'<a id="{incident.name}"></a>\n\n## {incident.title}, {incident.when}\n\n{incident.happened}\n\n'
        f"*Assumed: {'; '.join(incident.assumed)}.*\n\nThe day before, the portal would have said:\n\n"
        + "\n".join(said)
        + f"\n\nSource: {incident.source}\n"
    )


def changed(incident: Incident) -> str:
    return ", ".join(f"`{name}` becomes `{value}`" for name, value in incident.still_after.items())


if __name__ == "__main__":
    sys.stdout.write(page())
