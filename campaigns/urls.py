"""The addresses of campaigns."""

from django.urls import path

from campaigns.views import beginning, reading

app_name = "campaigns"
urlpatterns = [
    path("campaigns/", reading.campaigns, name="list"),
    path("campaigns/new/", beginning.begin, name="begin"),
    path("campaigns/<int:pk>/", reading.campaign, name="campaign"),
    path("campaigns/<int:pk>/systems/", reading.systems, name="systems"),
    path("campaigns/<int:pk>/people/", reading.people, name="people"),
    path("campaigns/<int:pk>/move/", beginning.move, name="move"),
    path("campaigns/<int:pk>/close/", beginning.close, name="close"),
]
