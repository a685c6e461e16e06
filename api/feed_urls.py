"""URLs of feeds."""

from django.urls import path

from api import changes

urlpatterns = [path("changes.atom", changes.FeedView.as_view(), name="changes-feed")]
