"""What the rooms below ask of scenarios without knowing them: whom background work concerns, how long it is kept."""

from accounts.services.keeping import retention
from notifications.services import ended
from scenarios.models import ScenarioForecast
from scenarios.presenters.forecasts import concern

ended.register(ScenarioForecast, concern)
retention.register(
    retention.Rule("forecasts", "KEEP_WORK_DAYS", lambda before: ScenarioForecast.objects.filter(ended_at__lt=before))
)
