"""URLs of pages about the API, with a language prefix."""

from django.urls import path

from api import developers

urlpatterns = [
    path("developers/", developers.DevelopersView.as_view(), name="developers"),
    path("developers/<slug:topic>/", developers.DevelopersTopicView.as_view(), name="developers-topic"),
]
