from django.urls import path

from exports import views

app_name = "exports"
urlpatterns = [
    path("portfolio/", views.portfolio, name="portfolio"),
    path("scenarios/<int:pk>/recovery-order.<str:format_key>", views.recovery_order_file, name="recovery_order_file"),
    path("trail/entries.<str:format_key>", views.trail_file, name="trail_file"),
    path("systems/export.<str:format_key>", views.catalogue_file, name="catalogue_file"),
    path("systems/<slug:key>/summary/", views.summary, name="summary"),
    path("systems/<slug:key>/summary.<str:format_key>", views.summary_file, name="summary_file"),
]
