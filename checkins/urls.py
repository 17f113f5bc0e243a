"""The addresses of check-ins: the one that jobs call, and the page of a system about it."""

from django.urls import path

from checkins.views import calling, page

CALLED = "check-in/"
PREFIX = f"/{CALLED}"
app_name = "checkins"
urlpatterns = [
    path(f"{CALLED}<str:token>", calling.check_in, name="check_in"),
    path("systems/<slug:key>/check-ins/", page.page, name="page"),
    path("systems/<slug:key>/check-ins/renew/", page.renew, name="renew"),
    path("systems/<slug:key>/check-ins/revoke/", page.revoke, name="revoke"),
]
