"""What the code of a plan needs beside the summary: the policy's times, how copies run, and who comes back before."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from derivation.services.facts import read_facts
from policies.services.in_force import current
from recovery.facts import HARD, Facts
from recovery.policy import Policy
from systems.models import Dependency, System


@dataclass(frozen=True, slots=True)
class CodeFacts:
    """`order` are the keys of what the system cannot do without, by their wave."""

    policy: Policy
    facts: Facts
    order: tuple[str, ...]


def code_facts(key: str) -> CodeFacts:
    """For the system of that key. Whoever may know of it may know this. Raises System.DoesNotExist."""
    pk = System.objects.values_list("pk", flat=True).get(key=key)
    known = read_facts([pk], today=timezone.localdate())
    system = known.systems.get(pk)
    needs = Dependency.objects.filter(system=pk, kind=HARD).order_by("needs__profile__wave", "needs__key")
    return CodeFacts(current(), system.facts if system else Facts(), tuple(needs.values_list("needs__key", flat=True)))
