"""What a change touches: each answer that says something else, old and new, and no other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assessments.models import meaning
from questionnaires.document.parsing import parsed
from questionnaires.presenters.differences import touched
from questionnaires.services import changes
from questionnaires.services.loading import STANDARD, written
from recovery.durations import DAY, HOUR, LADDER

DOCUMENT = parsed(written(STANDARD))
RATINGS = st.sampled_from(("minor", "moderate", "severe", "intolerable"))
HORIZONS = st.sampled_from((HOUR, 4 * HOUR, 8 * HOUR, DAY))
GRIDS = st.dictionaries(
    st.sampled_from(("money", "customers", "safety")), st.dictionaries(HORIZONS, RATINGS, min_size=1, max_size=1)
)
FACTS = st.fixed_dictionaries(
    {},
    optional={
        "rto": st.sampled_from(LADDER),
        "rpo": st.sampled_from(LADDER),
        "mtd": st.sampled_from(LADDER[1:]),
        "wrt": st.sampled_from(LADDER[1:]),
        "never_lose": st.booleans(),
        "recovery_budget": st.integers(0, 10**6).map(float),
        "impact": GRIDS.filter(bool),
    },
)


@given(FACTS, FACTS.filter(bool), st.sampled_from(("en", "es")))
def test_exactly_what_differs_is_told_with_what_it_was_and_is(before, change, language):
    old = changes.apply(DOCUMENT, {}, before) if before else {}
    new = changes.apply(DOCUMENT, old, change)
    told = touched(DOCUMENT, old, new, language)
    differing = [key for key in DOCUMENT.questions if meaning(old.get(key)) != meaning(new.get(key))]
    assert [each.key for each in told] == differing
    for each in told:
        assert each.before != each.now
        assert bool(each.now) or each.key not in new or each.before
    assert touched(DOCUMENT, new, new, language) == ()


@given(FACTS, FACTS.filter(bool))
def test_of_a_grid_only_the_rows_that_differ_are_told(before, change):
    old = changes.apply(DOCUMENT, {}, before) if before else {}
    new = changes.apply(DOCUMENT, old, change)
    for each in touched(DOCUMENT, old, new, "en"):
        assert not set(each.before) & set(each.now)
