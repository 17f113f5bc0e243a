"""Every address for programs, asked by everybody in every way: who gets in, and what a token without the scope gets.

The table is the expectation for a system of `owner`'s with a token that has all scopes. An operation that is not in it
fails the first test by name. Bodies are whole, so that 201 means that it was done; If-Match is that of the moment.
"""

from __future__ import annotations

import pytest
from django.db import transaction
from django.test import Client

from accounts.permissions import Role
from derivation.services import deriving
from policies.models import PolicyVersion
from policies.services import in_force
from scenarios.models import Scenario
from systems.models import ImportBatch
from tests.api.bearing import Program, service_program
from tests.factories import DependencyFactory, ExerciseFactory, PersonFactory, ProtectionFactory, SystemFactory
from tests.panels.rounds import round_of

pytestmark = pytest.mark.django_db
PEOPLE = ("stranger", "owner", "architect", "manager", "administrator")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")

# method address                                        stranger  owner  architect  manager  administrator
TABLE = """
GET    /me                                              200       200    200        200      200
GET    /systems                                         200       200    200        200      200
POST   /systems                                         403       403    201        403      403
GET    /systems/{key}                                   404       200    200        200      404
PATCH  /systems/{key}                                   403       403    200        403      403
POST   /systems/{key}/retire                            403       403    200        403      403
POST   /systems/{key}/bring-back                        403       403    200        403      403
GET    /systems/{key}/dependencies                      404       200    200        200      404
POST   /systems/{key}/dependencies                      403       403    201        403      403
DELETE /systems/{key}/dependencies/{dependency_id}      403       403    204        403      403
GET    /systems/{key}/protection                        404       200    200        200      404
PUT    /systems/{key}/protection                        404       403    200        403      404
GET    /systems/{key}/exercises                         404       200    200        200      404
POST   /systems/{key}/exercises                         403       403    201        403      403
DELETE /systems/{key}/exercises/{exercise_id}           403       403    204        403      403
GET    /systems/{key}/profile                           404       200    200        200      404
GET    /systems/{key}/findings                          404       200    200        200      404
GET    /systems/{key}/plan                              404       200    200        200      404
GET    /systems/{key}/summary/{form}                    404       200    200        200      403
GET    /assessments                                     200       200    200        200      200
GET    /assessments/{public_id}                         404       200    200        200      404
GET    /portfolio                                       403       403    200        200      403
GET    /policy                                          403       403    200        200      403
GET    /policy/versions                                 403       403    200        200      403
GET    /policy/versions/{version_id}                    403       403    200        200      403
GET    /scenarios                                       403       403    200        200      200
GET    /scenarios/{scenario_id}                         403       403    200        200      200
GET    /scenarios/{scenario_id}/prediction              403       403    200        200      200
GET    /files                                           200       200    200        200      403
GET    /files/systems/{form}                            200       200    200        200      403
GET    /imports                                         403       403    200        403      403
GET    /imports/{import_id}                             403       403    200        403      403
GET    /people                                          403       403    403        403      200
GET    /people/{person_id}                              403       403    403        403      200
GET    /trail                                           403       403    403        403      200
"""
EXPECTED = {
    (method, path): dict(zip(PEOPLE, map(int, cells), strict=True))
    for method, path, *cells in (line.split() for line in TABLE.splitlines() if line.strip())
}
NEEDS_NO_SCOPE = "/me"
SAID = {
    ("POST", "/systems"): {"name": "Till"},
    ("PATCH", "/systems/{key}"): {"site": "Berlin"},
    ("POST", "/systems/{key}/dependencies"): {"needs": "free"},
    ("PUT", "/systems/{key}/protection"): {"history": "snapshot"},
    ("POST", "/systems/{key}/exercises"): {"kind": "table_top", "performed_on": "2026-01-02", "note": "All of it."},
}


@pytest.fixture
def people():
    roles = {role.value: role for role in Role}
    return {name: PersonFactory(roles=[roles.get(name, Role.OWNER)]) for name in PEOPLE}


@pytest.fixture
def numbers(people) -> dict[str, object]:
    """What stands for the names in braces: all of it about a system of `owner`'s."""
    shop = SystemFactory(key="shop", name="Quetzalcoatl", owner=people["owner"])
    SystemFactory(key="free")
    ProtectionFactory(system=shop)
    sent = round_of(shop, rto=28_800, rpo=3_600, mtd=14_400)
    deriving.derive([shop.pk])
    policy = PolicyVersion.objects.create(
        version="1", document=in_force.default().to_document(), published_at="2026-01-01T00:00Z"
    )
    batch = ImportBatch.objects.create(
        person=people["architect"], file_name="list.csv", text="name\nTill\n", mapping=["name"], lines=1
    )
    return {
        "key": "shop",
        "dependency_id": DependencyFactory(system=shop, needs=SystemFactory(key="database")).pk,
        "exercise_id": ExerciseFactory(system=shop).pk,
        "public_id": sent.public_id,
        "version_id": policy.pk,
        "scenario_id": Scenario.objects.create(name="Fire", lost_by="systems", lost_keys=["shop"]).pk,
        "import_id": batch.pk,
        "person_id": people["manager"].pk,
        "form": "csv",
    }


def asked(program: Program, method: str, path: str, numbers: dict[str, object]):
    """The answer; whatever was written is taken back."""
    address = path.format(**numbers).removeprefix("/")
    of = f"systems/{numbers['key']}" + ("/protection" if path.endswith("protection") else "")
    tag = {} if method == "GET" else {"If_Match": program.get(of).headers.get("ETag", '"x"')}
    query = "?reason=Twice" if method == "DELETE" else ""
    with transaction.atomic():
        answer = program.ask(method, address + query, SAID.get((method, path)), **tag)
        transaction.set_rollback(True)
    return answer


def test_the_table_knows_every_operation(client):
    there = {
        (method.upper(), path.removeprefix("/api/v1"))
        for path, methods in client.get("/api/v1/openapi.json").json()["paths"].items()
        for method in methods
    }
    assert there == set(EXPECTED)


def test_everybody_gets_what_the_table_says(people, numbers):
    programs = {name: Program(person) for name, person in people.items()}
    got = {
        (method, path, name): asked(programs[name], method, path, numbers).status_code
        for method, path in EXPECTED
        for name in PEOPLE
    }
    wanted = {(method, path, name): row[name] for (method, path), row in EXPECTED.items() for name in PEOPLE}
    assert got == wanted


def test_a_service_gets_what_a_person_of_its_role_gets(people, numbers):
    """But owns nothing: a file that somebody brought is theirs alone."""
    roles = ("architect", "manager", "administrator")
    programs = {role: service_program(role, people["administrator"]) for role in roles}
    got = {
        (method, path, role): asked(programs[role], method, path, numbers).status_code
        for method, path in EXPECTED
        for role in roles
    }
    wanted = {(method, path, role): row[role] for (method, path), row in EXPECTED.items() for role in roles}
    assert got == wanted | {("GET", "/imports/{import_id}", "architect"): 404}


def test_a_stranger_reads_nothing_of_it(people, numbers):
    program = Program(people["stranger"])
    for method, path in EXPECTED:
        assert b"Quetzalcoatl" not in asked(program, method, path, numbers).content, (method, path)


def test_without_the_scope_or_the_token_nobody_gets_in(people, numbers):
    """And no method besides those of the table is answered."""
    nobody, bare = Client(), {name: Program(person, []) for name, person in people.items()}
    for method, path in EXPECTED:
        address = f"/api/v1{path.format(**numbers)}"
        assert nobody.generic(method, address).status_code == 401, (method, path)
        if path != NEEDS_NO_SCOPE:
            got = {name: asked(program, method, path, numbers).status_code for name, program in bare.items()}
            assert set(got.values()) == {403}, (method, path, got)
    for path in {path for _, path in EXPECTED}:
        for method in set(METHODS) - {known for known, at in EXPECTED if at == path}:
            answer = asked(bare["architect"], method, path, numbers)
            assert (answer.status_code, answer["Content-Type"]) == (405, "application/problem+json"), (method, path)
