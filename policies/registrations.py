"""What the rooms below ask of policies without knowing them: what strategies are called, whom a simulation concerns."""

from accounts.services.keeping import retention
from notifications.services import ended
from policies.models import PolicySimulation
from policies.presenters.ended import concern
from policies.services.known_strategies import known_strategies
from presentation.strategies import register

register(known_strategies)
ended.register(PolicySimulation, concern)
retention.register(
    retention.Rule("simulations", "KEEP_WORK_DAYS", lambda before: PolicySimulation.objects.filter(ended_at__lt=before))
)
