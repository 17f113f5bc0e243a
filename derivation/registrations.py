"""What policies ask of this room without knowing it: the facts of the catalogue, and that it is derived again."""

from derivation.services.for_policies import WholeCatalogue
from policies.services import rederivation

rederivation.register(WholeCatalogue())
