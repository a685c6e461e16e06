"""Pages about the API, under each language."""

from django.urls import path

from api import docs

urlpatterns = [path("developers/", docs.Developers.as_view(), name="developers")]
