import datetime as dt

import factory

from systems.models import BusinessUnit, Dependency, Exercise, Profile, Protection, System


class BusinessUnitFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = BusinessUnit

    name = factory.Sequence(lambda n: f"Unit {n}")


class SystemFactory(factory.django.DjangoModelFactory):
    """A live system with an empty, stale profile, as every action that creates a system leaves it."""

    class Meta:
        model = System
        skip_postgeneration_save = True

    key = factory.Sequence(lambda n: f"system-{n}")
    name = factory.Sequence(lambda n: f"System {n:05}")

    @factory.post_generation
    def profile(self: System, create: bool, values: dict | None, **_: object) -> None:
        Profile.objects.create(system=self, **(values or {}))


class DependencyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Dependency

    system = factory.SubFactory(SystemFactory)
    needs = factory.SubFactory(SystemFactory)


class ProtectionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Protection

    system = factory.SubFactory(SystemFactory)


class ExerciseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Exercise

    system = factory.SubFactory(SystemFactory)
    performed_on = dt.date(2026, 6, 1)
