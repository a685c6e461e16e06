"""URLs of the API, without a language prefix."""

from django.urls import path, re_path
from django.views.generic import RedirectView

from api import changes, docs, views
from api.counted.shape import NAME as STATISTICS
from api.counted.views import StatisticsView, StatisticView
from api.resources import RESOURCES

urlpatterns = [
    path("v1/", views.RootView.as_view(), name="api"),
    *(
        pattern
        for entry in RESOURCES
        for pattern in (
            path(f"v1/{entry.name}/", views.RecordsView.as_view(resource=entry), name=f"api-{entry.name}"),
            path(
                f"v1/{entry.name}/<slug:slug>/",
                views.RecordView.as_view(resource=entry),
                name=f"api-{entry.name}-one",
            ),
        )
    ),
    path(f"v1/{STATISTICS}/", StatisticsView.as_view(), name=f"api-{STATISTICS}"),
    path(f"v1/{STATISTICS}/<slug:slug>/", StatisticView.as_view(), name=f"api-{STATISTICS}-one"),
    path("v1/changes/", changes.ChangesView.as_view(), name="api-changes"),
    path("v1/schema/", docs.SchemaView.as_view(), name="api-schema"),
    path("v1/docs/", docs.TryOutView.as_view(), name="api-docs"),
    path("", RedirectView.as_view(pattern_name="api")),
    re_path(r"^.*$", views.unrouted),
]
