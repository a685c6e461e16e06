"""URLs of feeds."""

from django.urls import path

from api.lists import feeds

urlpatterns = [
    path("changes.atom", feeds.FeedView.as_view(), name="changes-feed"),
    path("corrections.atom", feeds.CorrectionFeedView.as_view(), name="corrections-feed"),
    path("<slug:name>.atom", feeds.ListFeedView.as_view(), name="list-feed"),
    path("<slug:name>/<slug:slug>.atom", feeds.RecordFeedView.as_view(), name="record-feed"),
]
