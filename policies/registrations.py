"""What the rooms below ask of policies without knowing them: what strategies are called."""

from policies.services.known_strategies import known_strategies
from presentation.strategies import register

register(known_strategies)
