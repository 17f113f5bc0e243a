"""The addresses of answering, of asking and of reviewing."""

from assessments.urls import answering, reviewing

app_name = "assessments"
urlpatterns = [*answering.urlpatterns, *reviewing.urlpatterns]
