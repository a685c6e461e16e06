"""URLs of pages about the API, with a language prefix."""

from django.urls import path

from api import docs

urlpatterns = [
    path("developers/", docs.DevelopersView.as_view(), name="developers"),
]
