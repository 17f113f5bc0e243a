"""The addresses of the policy, its versions, drafts and simulations."""

from django.urls import path

from policies.views import drafts, publishing, simulation, versions

app_name = "policies"
urlpatterns = [
    path("policy/", versions.policy, name="policy"),
    path("policy/progress/", versions.progress, name="progress"),
    path("policy/versions/<int:pk>/", versions.version, name="version"),
    path("policy/drafts/begin/", drafts.begin, name="begin"),
    path("policy/drafts/<int:pk>/", drafts.draft, name="draft"),
    path("policy/drafts/<int:pk>/edit/", drafts.edit, name="edit"),
    path("policy/drafts/<int:pk>/remove/", drafts.remove, name="remove"),
    path("policy/drafts/<int:pk>/simulate/", simulation.simulate, name="simulate"),
    path("policy/drafts/<int:pk>/publish/", publishing.publish_draft, name="publish"),
    path("policy/simulations/<int:pk>/", simulation.simulation, name="simulation"),
]
