"""The addresses of calendars: the page of one's own, and the one that programs of calendars fetch."""

from django.urls import path

from calendars import views

app_name = "calendars"
urlpatterns = [
    path("profile/calendar/", views.own, name="own"),
    path("profile/calendar/revoke/", views.revoke, name="revoke"),
    # drportal.logs hides what follows /calendar/ wherever it is logged.
    path("calendar/<str:token>.ics", views.feed, name="feed"),
]
