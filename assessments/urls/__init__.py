"""The addresses of answering, of asking and reviewing, and of what both follow: policy and questionnaire."""

from assessments.urls import answering, policy, questionnaire, reviewing, voices

app_name = "assessments"
urlpatterns = [
    *answering.urlpatterns,
    *reviewing.urlpatterns,
    *policy.urlpatterns,
    *questionnaire.urlpatterns,
    *voices.urlpatterns,
]
