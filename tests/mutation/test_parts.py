"""What `make mutants` takes on its way: modules and tests that are there."""

import pytest

from tests.mutation.parts import METHOD, PARTS, SERVICES, chosen
from tests.mutation.stage import ROOT


@pytest.mark.parametrize("path", [path for part in PARTS for path in (*part.modules, *part.tests)])
def test_it_is_there(path):
    assert (ROOT / path).exists()


@pytest.mark.parametrize(
    ("paths", "parts"),
    [
        ([], [(METHOD, METHOD.modules), (SERVICES, SERVICES.modules)]),
        (["recovery/case.py"], [(METHOD, ("recovery/case.py",))]),
        (
            ["policies/actions/publishing.py", "recovery"],
            [(METHOD, ("recovery",)), (SERVICES, ("policies/actions/publishing.py",))],
        ),
    ],
)
def test_a_part_is_asked_about_its_own_modules(paths, parts):
    assert chosen(paths) == parts


@pytest.mark.parametrize("path", ["recover", "policies/actions", "recovery_of/case.py"])
def test_what_belongs_to_no_part_is_refused(path):
    with pytest.raises(LookupError, match=path):
        chosen([path])
