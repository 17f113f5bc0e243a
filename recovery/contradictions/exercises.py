"""What exercises have shown."""

from collections.abc import Iterator

from recovery.case import Case
from recovery.contradictions.rule import ARCHITECT, BLOCKS, OWNER, WARNS, Hit, Remediation, act, objectives, rule
from recovery.facts import Exercise

NO_EXERCISE = Exercise()


def _plan_exercise(case: Case) -> Iterator[Remediation]:
    yield act("plan-drill")


@rule("never-tested", WARNS, ARCHITECT, _plan_exercise, "rto drill.age drill.changed_since", order=260)
def never_tested(case: Case) -> Hit | None:
    """No drill on record, none within 12 months (policy), or the system changed since: the plan is a guess.

    A system without any drill is the case itself, not a missing input; but without an RTO there is nothing to test.
    """
    exercise = case.system.exercise
    if case.rto is None:
        return None
    if exercise == NO_EXERCISE:
        return Hit({"rto": case.rto}, "never")
    if exercise.changed_since:
        return Hit({"rto": case.rto}, "changed")
    old = exercise.age is not None and exercise.age > case.policy.drill_age
    return Hit({"age": exercise.age, "limit": case.policy.drill_age}, "old") if old else None


def _missed(case: Case) -> dict[str, int]:
    exercise, missed = case.system.exercise, {}
    if case.rto is not None and exercise.rta is not None and exercise.rta > case.rto:
        missed["rto"] = exercise.rta
    if case.rpo is not None and exercise.rpa is not None and exercise.rpa > case.rpo:
        missed["rpo"] = exercise.rpa
    return missed


def _fund_or_loosen(case: Case) -> Iterator[Remediation]:
    yield act("fund")
    yield objectives(_missed(case))
    yield act("plan-drill")


@rule("drill-missed-objective", BLOCKS, OWNER, _fund_or_loosen, "rto rpo drill.rta drill.rpa", order=270)
def drill_missed_objective(case: Case) -> Hit | None:
    """The last drill took longer than the RTO, or lost more than the RPO."""
    missed = _missed(case)
    if not missed:
        return None
    time, loss = {"rta": missed.get("rto"), "rto": case.rto}, {"rpa": missed.get("rpo"), "rpo": case.rpo}
    if len(missed) == 2:
        return Hit({**time, **loss}, "both")
    return Hit(time, "rta") if "rto" in missed else Hit(loss, "rpa")
