from django.urls import path

from exports.views import code, files, lists, pages

app_name = "exports"
urlpatterns = [
    path("files/", files.files, name="files"),
    path("files/<int:pk>/", files.file, name="file"),
    path("files/<int:pk>/fetch/", files.fetch, name="fetch"),
    path("files/<int:pk>/cancel/", files.cancel, name="cancel"),
    path("portfolio/", pages.portfolio, name="portfolio"),
    path("scenarios/<int:pk>/recovery-order.<str:format_key>", pages.recovery_order_file, name="recovery_order_file"),
    path("campaigns/<int:pk>/report.<str:format_key>", pages.campaign_file, name="campaign_file"),
    path("trail/entries.<str:format_key>", lists.trail_file, name="trail_file"),
    path("systems/export.<str:format_key>", lists.catalogue_file, name="catalogue_file"),
    path("systems/summaries.<str:format_key>", lists.summaries_file, name="summaries_file"),
    path("systems/<slug:key>/plan-as-code/", code.plan_as_code, name="plan_as_code"),
    path("systems/<slug:key>/summary/", pages.summary, name="summary"),
    path("systems/<slug:key>/summary.<str:format_key>", pages.summary_file, name="summary_file"),
]
