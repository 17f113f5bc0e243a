"""The addresses for whoever runs the portal."""

from django.urls import path

from operations.views import health, metrics, status

app_name = "operations"
urlpatterns = [
    path("health/", health.health, name="health"),
    path("health/live/", health.live, name="live"),
    path("health/ready/", health.ready, name="ready"),
    path("metrics", metrics.metrics, name="metrics"),
    path("status/", status.status, name="status"),
    path("status/<slug:kind>/<int:pk>/try-again/", status.try_again, name="try_again"),
    path("status/<slug:kind>/<int:pk>/call-off/", status.call_off, name="call_off"),
]
