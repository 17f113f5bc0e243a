from django.urls import path

from exports import views

app_name = "exports"
urlpatterns = [
    path("portfolio/", views.portfolio, name="portfolio"),
    path("systems/export.<str:extension>", views.catalogue_file, name="catalogue_file"),
    path("systems/<slug:key>/summary/", views.summary, name="summary"),
    path("systems/<slug:key>/summary.<str:extension>", views.summary_file, name="summary_file"),
]
