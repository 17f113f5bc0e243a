"""Addresses of what fields say while they are filled in."""

from django.urls import path

from presentation import views

app_name = "presentation"
urlpatterns = [path("understood/<slug:kind>/", views.understood, name="understood")]
