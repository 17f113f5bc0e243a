"""The description holds for whatever it allows: no fault, no answer of another form, nothing that it forbids is taken.

schemathesis makes up the cases from the portal's own description, those that it allows and those that it forbids. A
small round runs with all tests; `make ask` asks ten thousand.
"""

from __future__ import annotations

import os
from collections import Counter
from itertools import cycle, product

import hypothesis
import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase
from hypothesis.strategies import just
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.parameters import ParameterLocation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from accounts.permissions import Role
from tests.api.bearing import Program
from tests.api.test_access import numbers, people  # noqa: F401 - fixtures
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
CASES = int(os.environ.get("CASES", "300"))
ANSWERS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
CHECKS = {
    GenerationMode.POSITIVE: [*ANSWERS, response_headers_conformance],
    GenerationMode.NEGATIVE: [*ANSWERS, negative_data_rejection],
}


class Asker:
    """Asks, and keeps what did not hold; whatever was written is taken back."""

    def __init__(self, program: Program, known: dict[str, object]) -> None:
        self.program, self.known = program, known
        self.tags = {about: program.get(f"systems/shop{about}")["ETag"] for about in ("", "/protection")}
        self.faults: dict[str, str] = {}
        self.statuses: Counter[int] = Counter()
        self.turns = cycle((True, True, True, False))

    def __call__(self, case: schemathesis.Case, checks: list) -> None:
        forbidden = {where for where, part in case.meta.components.items() if part.mode is GenerationMode.NEGATIVE}
        case.headers.update(self.program.shown)
        if ParameterLocation.PATH not in forbidden and next(self.turns):  # what is there, else whatever was made up
            case.path_parameters.update({name: str(self.known[name]) for name in case.path_parameters})
            if "If-Match" in case.headers:
                case.headers["If-Match"] = self.tags["/protection" if case.path.endswith("protection") else ""]
        with transaction.atomic():
            response = case.call()
            transaction.set_rollback(True)
        self.statuses[response.status_code] += 1
        try:
            case.validate_response(response, checks=checks)
        except BaseExceptionGroup as found:
            for fault in found.exceptions:
                what = f"{case.operation.label}: {type(fault).__name__}"
                self.faults.setdefault(what, f"{fault}\n{case.as_curl_command()}")


def test_it_holds_for_whatever_it_allows(people, numbers):  # noqa: F811
    roles = [Role.ARCHITECT, Role.ADMINISTRATOR, Role.OWNER]
    asker = Asker(Program(PersonFactory(roles=roles)), numbers)
    # The requests share the connection of the test, which must not end with one of them.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler())
    schema.config.generation.with_security_parameters = False  # the token is given by hand
    operations = [result.ok() for result in schema.get_all_operations()]
    settings = hypothesis.settings(
        max_examples=max(2, -(-CASES // (2 * len(operations)))), database=None, deadline=None,
        phases=[Phase.generate], derandomize=True, suppress_health_check=list(HealthCheck),
    )  # fmt: skip

    def ask(case, checks):
        asker(case, checks)

    for operation, (mode, checks) in product(operations, CHECKS.items()):
        try:
            cases = operation.as_strategy(generation_mode=mode)
            settings(hypothesis.given(case=cases, checks=just(checks))(ask))()
        except hypothesis.errors.Unsatisfiable:
            continue  # nothing can be made up that the description forbids
    asked = sum(asker.statuses.values())
    print(f"{asked} cases:", dict(sorted(asker.statuses.items())))
    assert not asker.faults, "\n\n".join(f"{what}\n{how}" for what, how in asker.faults.items())
    assert asked >= CASES * 0.7  # an operation without parameters has few cases
