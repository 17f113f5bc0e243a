"""A plan and its price in one sentence."""

from __future__ import annotations

from django.utils.translation import gettext

from presentation.money import tier_signs, whole_amount
from presentation.numbers import Number
from presentation.objectives import data_loss, recovery_time
from presentation.strategies import strategy_name
from recovery.facts import Objective, State


def plan_in_a_sentence(
    *, rto: Objective, rpo: Objective, strategy: str | None, tier: int | None, cost: Number | None, currency: str = ""
) -> str:
    """“Back within 4 hours, at most 1 hour of work lost: Backup and restore, about 6,000 € a year ($).” Empty while
    there is no objective in numbers; without its second half while no strategy follows."""
    asked = ", ".join(_asked(rto, rpo))
    if not asked:
        return ""
    asked = asked[:1].upper() + asked[1:]
    if not strategy or tier is None:
        return f"{asked}."
    how = {"asked": asked, "strategy": strategy_name(strategy), "price": _price(tier, cost, currency)}
    return gettext("%(asked)s: %(strategy)s, %(price)s.") % how


def _asked(rto: Objective, rpo: Objective) -> list[str]:
    said = []
    if not isinstance(rto, State):
        said.append(gettext("back within %(time)s") % {"time": recovery_time(rto)} if rto else recovery_time(rto))
    if not isinstance(rpo, State):
        most = gettext("at most %(time)s of work lost") % {"time": data_loss(rpo)}
        said.append(most if rpo else gettext("no work lost"))
    return said


def _price(tier: int, cost: Number | None, currency: str) -> str:
    signs = tier_signs(tier)
    if cost is None:
        return gettext("cost tier %(signs)s") % {"signs": signs}
    return gettext("about %(amount)s a year (%(signs)s)") % {"amount": whole_amount(cost, currency), "signs": signs}
