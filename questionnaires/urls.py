"""The addresses of the questionnaire's versions and drafts."""

from django.urls import path

from questionnaires.views import drafts, preview, publishing, questions, topics, versions

DRAFT = "questionnaire/drafts/<int:pk>"

app_name = "questionnaires"
urlpatterns = [
    path("questionnaire/", versions.questionnaire, name="questionnaire"),
    path("questionnaire/versions/<int:pk>/", versions.version, name="version"),
    path("questionnaire/versions/<int:pk>/changes/", versions.changes, name="changes"),
    path("questionnaire/preview/<int:pk>/", preview.preview, name="preview"),
    path("questionnaire/drafts/begin/", drafts.begin, name="begin"),
    path(f"{DRAFT}/", drafts.draft, name="draft"),
    path(f"{DRAFT}/move/", drafts.move, name="move"),
    path(f"{DRAFT}/remove/", drafts.remove, name="remove"),
    path(f"{DRAFT}/publish/", publishing.publish_draft, name="publish"),
    path(f"{DRAFT}/pages/<slug:topic>/", topics.topic, name="topic"),
    path(f"{DRAFT}/pages/<slug:topic>/add/", questions.add, name="add"),
    path(f"{DRAFT}/questions/<slug:question>/", questions.question, name="question"),
    path(
        f"{DRAFT}/questions/<slug:question>/remove/",
        questions.remove,
        name="question_remove",
    ),
]
