"""A prediction that was kept is read as it was, and whoever waits hears of every schedule."""

import json
from dataclasses import replace

import pytest

from recovery.policy import DEFAULT_POLICY
from recovery.scenarios.keeping import document_of, prediction_of
from recovery.scenarios.prediction import predict
from tests.recovery.scenarios.companies import Company, grow


def predicted(company: Company, alive=None):
    more = () if alive is None else (alive,)
    return predict(company.systems, company.edges, DEFAULT_POLICY, company.scenario, *more)


@pytest.mark.parametrize("seed", range(40))
def test_it_is_read_as_it_was(seed):
    found = predicted(grow(seed))
    # In whichever kind of list the numbers of an offer stand.
    carried = prediction_of(json.loads(json.dumps(document_of(found))))
    assert replace(carried, findings=()) == replace(found, findings=())
    assert json.dumps(document_of(carried)) == json.dumps(document_of(found))


def test_every_schedule_is_a_sign_of_life_and_may_be_the_last():
    heard = []
    company = next(each for each in map(grow, range(40)) if predicted(each).findings)
    assert predicted(company, lambda: heard.append(1)) == predicted(company)
    assert len(heard) > 3

    class CalledOffError(Exception):
        pass

    def call_off():
        if len(heard) > 2:
            raise CalledOffError
        heard.append(1)

    heard.clear()
    with pytest.raises(CalledOffError):
        predicted(company, call_off)
    assert len(heard) == 3
