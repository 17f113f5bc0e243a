"""The others of one owner, as each of them sees them."""

from hypothesis import given, settings
from hypothesis import strategies as st

from recovery.dependencies.peers import ALONE, group_by_owner
from tests.recovery.builders import UNSET, H, make


@settings(deadline=None)
@given(st.lists(st.sampled_from((0, H, 2 * H, UNSET)), min_size=1, max_size=8))
def test_without_itself_a_group_is_what_the_others_make(rtos):
    group = group_by_owner(make(f"s{at}", rto=rto, owner="ann") for at, rto in enumerate(rtos)).get("ann")
    for at, rto in enumerate(rtos):
        others = ALONE
        for other in (*rtos[:at], *rtos[at + 1 :]):
            others = others.joined_by(other) if other is not UNSET else others
        if group is not None:
            assert group.without(None if rto is UNSET else rto) == others
