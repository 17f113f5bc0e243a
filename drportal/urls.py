"""All addresses of the portal. People and mail have pages of their own; Django's admin is not served."""

from django.urls import include, path

from drportal import views

urlpatterns = [
    path("", views.home, name="home"),
    path("", include("presentation.urls")),
    path("", include("accounts.urls")),
    path("", include("api.urls")),
    path("", include("notifications.urls")),
    path("", include("operations.urls")),
    path("", include("calendars.urls")),
    path("", include("exports.urls")),
    path("", include("scenarios.urls")),
    path("", include("campaigns.urls")),
    path("", include("panels.urls")),
    path("", include("checkins.urls")),
    path("", include("policies.urls")),
    path("", include("questionnaires.urls")),
    path("", include("assessments.urls")),
    path("", include("systems.urls")),
]
handler403 = "drportal.views.permission_denied"
handler500 = "drportal.views.server_error"
