"""Addresses of the catalogue. `new`, `import` and the like are no keys of systems (see `systems.services.keys`)."""

from django.urls import path

from systems.views import (
    catalogue,
    dependencies,
    detail,
    editing,
    exercises,
    history,
    importing,
    neighbours,
    protection,
    sources,
    suggestions,
    tiers,
    units,
)

app_name = "systems"
urlpatterns = [
    path("systems/", catalogue.catalogue, name="list"),
    path("systems/new/", editing.create, name="create"),
    path("systems/import/", importing.upload, name="import"),
    path("systems/import/sources/", sources.sources, name="sources"),
    path("systems/import/sources/<int:source_id>/fetch/", sources.fetch, name="source_fetch"),
    path("systems/import/sources/<int:source_id>/remove/", sources.remove, name="source_remove"),
    path("systems/import/<int:batch_id>/", importing.preview, name="import_preview"),
    path("systems/import/<int:batch_id>/apply/", importing.apply, name="import_apply"),
    path("systems/import/<int:batch_id>/stop/", importing.stop, name="import_stop"),
    path("systems/import/<int:batch_id>/look-again/", importing.look_again, name="import_look_again"),
    path("systems/suggest/", suggestions.systems, name="suggest"),
    path("systems/suggest/people/", suggestions.people, name="suggest_people"),
    path("tiers/", tiers.tiers, name="tiers"),
    path("units/", units.units, name="units"),
    path("units/<int:pk>/", units.unit, name="unit"),
    path("units/<int:pk>/chat/", units.chat, name="unit_chat"),
    path("systems/<slug:key>/", detail.detail, name="detail"),
    path("systems/<slug:key>/history/", history.history, name="history"),
    path("systems/<slug:key>/edit/", editing.edit, name="edit"),
    path("systems/<slug:key>/retire/", editing.retire, name="retire"),
    path("systems/<slug:key>/needs/", neighbours.all_needs, name="needs"),
    path("systems/<slug:key>/needed-by/", neighbours.all_needed_by, name="needed_by"),
    path("systems/<slug:key>/dependencies/", dependencies.dependencies, name="dependencies"),
    path("systems/<slug:key>/protection/", protection.protection, name="protection"),
    path("systems/<slug:key>/protection/ask/", protection.ask, name="ask_protection"),
    path("systems/<slug:key>/exercises/new/", exercises.create, name="exercise_create"),
    path("systems/<slug:key>/exercises/<int:exercise_id>/evidence/", exercises.evidence, name="exercise_evidence"),
    path("systems/<slug:key>/exercises/<int:exercise_id>/remove/", exercises.remove, name="exercise_remove"),
]
