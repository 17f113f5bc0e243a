"""`make audit`: what the portal is made of, as a list for others, and whether anybody knows of a hole in it.

    python -m tests.deployment.audit [--osv https://…] [--npm https://…]

Asked are OSV (https://osv.dev, which also has what PyPA and GitHub publish) about every locked package of Python, by
`uv audit`, and the registry of npm about the tools of package-lock.json. The list, a software bill of materials in
CycloneDX, needs nobody else. Exit code 1 when a hole is known; who could not be asked is named in a line.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
UV = ROOT / ".tools" / "uv" / "bin" / "uv"
BILL = ROOT / "var" / "sbom" / "drportal.cdx.json"
KNOWN = 1
"""How `uv audit` ends when it knows of a hole; every other end but 0 says that it could not ask."""


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--osv", default="", help="another address that answers as OSV does")
    parser.add_argument("--npm", default="", help="another registry of npm")
    asked = parser.parse_args(arguments)
    written = write_bill()
    good = [of_python(asked.osv), of_node(asked.npm)]
    return 0 if written and all(good) else 1


def write_bill() -> bool:
    """The list of what is installed in production, by the lock file alone."""
    told = run(UV, "export", "--frozen", "--no-default-groups", "--format", "cyclonedx1.5")
    if told.returncode:
        print(f"The bill of materials could not be written: {last_line(told.stderr)}")
        return False
    BILL.parent.mkdir(parents=True, exist_ok=True)
    BILL.write_text(told.stdout)
    print(f"{BILL.relative_to(ROOT)} lists {len(json.loads(told.stdout)['components'])} packages.")
    return True


def of_python(service: str) -> bool:
    """Whether nothing is known against the packages of Python, tools and tests included."""
    elsewhere = ["--service-url", service] if service else []
    told = run(UV, "audit", "--frozen", "--preview-features", "audit-command", *elsewhere)
    if told.returncode in (0, KNOWN):
        print((told.stdout.strip() + "\n" + last_line(told.stderr)).strip())
        return told.returncode == 0
    print(f"Left out: OSV could not be asked about the packages of Python ({last_line(told.stderr)}).")
    return True


def of_node(registry: str) -> bool:
    """Whether nothing is known against the tools of Node.js. No part of the portal comes from there."""
    if shutil.which("npm") is None:
        print("Left out: the tools of Node.js, because npm is not installed.")
        return True
    told = run("npm", "audit", "--json", "--package-lock-only", *([f"--registry={registry}"] if registry else []))
    answer = json.loads(told.stdout or "{}")
    if "vulnerabilities" not in answer:
        why = answer.get("message") or last_line(told.stderr)
        print(f"Left out: npm's registry could not be asked about the tools of Node.js ({why}).")
        return True
    for name, hole in sorted(answer["vulnerabilities"].items()):
        print(f"{name} {hole['range']}: {hole['severity']}")
    print(f"{len(answer['vulnerabilities'])} tools of Node.js have known holes.")
    return not answer["vulnerabilities"]


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    patience = {"UV_HTTP_RETRIES": "1", "UV_HTTP_TIMEOUT": "20", "npm_config_fetch_retries": "0", "NO_COLOR": "1"}
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=os.environ | patience)


def last_line(said: str) -> str:
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return lines[-1] if lines else ""


if __name__ == "__main__":
    sys.exit(main())
