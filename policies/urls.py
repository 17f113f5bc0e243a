from django.urls import path

from assessments.views import policy, policy_drafts, policy_publishing, policy_simulation

urlpatterns = [
    path("policy/", policy.policy, name="policy"),
    path("policy/progress/", policy.progress, name="policy_progress"),
    path("policy/versions/<int:pk>/", policy.version, name="policy_version"),
    path("policy/drafts/begin/", policy_drafts.begin, name="policy_begin"),
    path("policy/drafts/<int:pk>/", policy_drafts.draft, name="policy_draft"),
    path("policy/drafts/<int:pk>/edit/", policy_drafts.edit, name="policy_edit"),
    path("policy/drafts/<int:pk>/remove/", policy_drafts.remove, name="policy_remove"),
    path("policy/drafts/<int:pk>/simulate/", policy_simulation.simulate, name="policy_simulate"),
    path("policy/drafts/<int:pk>/publish/", policy_publishing.publish_draft, name="policy_publish"),
    path("policy/simulations/<int:pk>/", policy_simulation.simulation, name="policy_simulation"),
]
