"""The addresses of answering, and of asking and reviewing."""

from assessments.urls import answering, policy, reviewing, voices

app_name = "assessments"
urlpatterns = [*answering.urlpatterns, *reviewing.urlpatterns, *policy.urlpatterns, *voices.urlpatterns]
