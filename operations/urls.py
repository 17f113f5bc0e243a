"""The addresses for whoever runs the portal."""

from django.urls import path

from operations.views import health

app_name = "operations"
urlpatterns = [
    path("health/", health.health, name="health"),
    path("health/live/", health.live, name="live"),
    path("health/ready/", health.ready, name="ready"),
]
