"""Which systems a scenario hits itself, and which fall with them."""

from __future__ import annotations

from collections.abc import Collection

from recovery.facts import Dependency as MethodDependency
from recovery.scenarios.scenario import falling
from scenarios.models import Scenario
from systems.models import Dependency, System, SystemQuerySet

LostBy = Scenario.LostBy


def systems_in_scenarios() -> SystemQuerySet:
    """The systems that scenarios may speak of: all in use. Who may see a scenario may know their names."""
    return System.objects.in_use()


def systems_hit(scenario: Scenario) -> set[int]:
    """The ids of the systems that are lost themselves; two queries at the most."""
    systems, name = systems_in_scenarios().order_by(), scenario.lost_name
    if not (name or scenario.lost_keys or scenario.unit_id):
        return set()
    match scenario.lost_by:
        case LostBy.SITE:
            systems = systems.filter(site__iexact=name)
        case LostBy.HOSTING:
            systems = systems.filter(hosting=name)
        case LostBy.SUPPLIER:
            systems = systems.filter(supplier__iexact=name)
        case LostBy.UNIT:
            systems = systems.filter(business_unit=scenario.unit_id)
        case LostBy.TAG:
            return _with_tag(systems.filter(tags__icontains=name), name)
        case _:
            known = set(scenario.lost_keys)
            return {pk for pk, key in systems.values_list("pk", "key") if key in known}
    return set(systems.values_list("pk", flat=True))


def systems_falling(hit: Collection[int]) -> set[int]:
    """The ids of what is hit and of all that hard-depends on it, directly or not; two queries."""
    kinds = Dependency.objects.filter(kind=Dependency.Kind.HARD).order_by().values_list("system_id", "needs_id")
    fallen = falling([str(pk) for pk in hit], [MethodDependency(str(one), str(other)) for one, other in kinds])
    in_use = set(systems_in_scenarios().order_by().values_list("pk", flat=True))
    return {int(pk) for pk in fallen} & in_use


def _with_tag(systems: SystemQuerySet, tag: str) -> set[int]:
    """The tag itself, not tags that contain it."""
    wanted = tag.casefold()
    return {each.pk for each in systems.only("tags") if wanted in (own.casefold() for own in each.tag_list)}
