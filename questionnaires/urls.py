"""The addresses of the questionnaire's versions and drafts."""

from django.urls import path

from assessments.views import (
    questionnaire,
    questionnaire_drafts,
    questionnaire_preview,
    questionnaire_publishing,
    questionnaire_questions,
    questionnaire_topics,
)

DRAFT = "questionnaire/drafts/<int:pk>"

urlpatterns = [
    path("questionnaire/", questionnaire.questionnaire, name="questionnaire"),
    path("questionnaire/versions/<int:pk>/", questionnaire.version, name="questionnaire_version"),
    path("questionnaire/versions/<int:pk>/changes/", questionnaire.changes, name="questionnaire_changes"),
    path("questionnaire/preview/<int:pk>/", questionnaire_preview.preview, name="questionnaire_preview"),
    path("questionnaire/drafts/begin/", questionnaire_drafts.begin, name="questionnaire_begin"),
    path(f"{DRAFT}/", questionnaire_drafts.draft, name="questionnaire_draft"),
    path(f"{DRAFT}/move/", questionnaire_drafts.move, name="questionnaire_move"),
    path(f"{DRAFT}/remove/", questionnaire_drafts.remove, name="questionnaire_remove"),
    path(f"{DRAFT}/publish/", questionnaire_publishing.publish_draft, name="questionnaire_publish"),
    path(f"{DRAFT}/pages/<slug:topic>/", questionnaire_topics.topic, name="questionnaire_topic"),
    path(f"{DRAFT}/pages/<slug:topic>/add/", questionnaire_questions.add, name="questionnaire_add"),
    path(f"{DRAFT}/questions/<slug:question>/", questionnaire_questions.question, name="questionnaire_question"),
    path(
        f"{DRAFT}/questions/<slug:question>/remove/",
        questionnaire_questions.remove,
        name="questionnaire_question_remove",
    ),
]
