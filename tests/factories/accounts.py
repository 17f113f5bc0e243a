from collections.abc import Iterable

import factory

from accounts.models import RoleAssignment, User


class PersonFactory(factory.django.DjangoModelFactory):
    """A person without a password; `roles=[…]` gives roles."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    name = factory.Sequence(lambda n: f"Person {n}")

    @factory.post_generation
    def roles(self: User, create: bool, roles: Iterable[str] | None, **_: object) -> None:
        for role in roles or ():
            RoleAssignment.objects.create(user=self, role=role)
