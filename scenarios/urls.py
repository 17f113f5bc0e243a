"""The addresses of scenarios."""

from django.urls import path

from scenarios.views import editing, forecasts, listing, result

app_name = "scenarios"
urlpatterns = [
    path("scenarios/", listing.scenarios, name="list"),
    path("scenarios/new/", editing.create, name="create"),
    path("scenarios/<int:pk>/", result.scenario, name="scenario"),
    path("scenarios/<int:pk>/accept/", result.accept, name="accept"),
    path("scenarios/<int:pk>/work-out/", forecasts.work_out, name="work_out"),
    path("scenarios/<int:pk>/work-out/<int:forecast_pk>/", forecasts.forecast, name="forecast"),
    path("scenarios/<int:pk>/work-out/<int:forecast_pk>/cancel/", forecasts.cancel, name="cancel_forecast"),
    path("scenarios/<int:pk>/edit/", editing.edit, name="edit"),
    path("scenarios/<int:pk>/remove/", editing.remove, name="remove"),
]
