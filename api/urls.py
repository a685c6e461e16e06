"""URLs of the API, without a language prefix."""

from django.urls import path, re_path
from django.views.generic import RedirectView

from api import changes, docs, views
from api.resources import RESOURCES
from api.statistics.serializers import STATISTICS_RESOURCE as STATISTICS
from api.statistics.views import ApiStatisticDetailView, ApiStatisticListView

urlpatterns = [
    path("v1/", views.ApiRootView.as_view(), name="api"),
    *(
        pattern
        for entry in RESOURCES
        for pattern in (
            path(f"v1/{entry.name}/", views.ApiListView.as_view(resource=entry), name=f"api-{entry.name}"),
            path(
                f"v1/{entry.name}/<slug:slug>/",
                views.ApiDetailView.as_view(resource=entry),
                name=f"api-{entry.name}-one",
            ),
        )
    ),
    path(f"v1/{STATISTICS}/", ApiStatisticListView.as_view(), name=f"api-{STATISTICS}"),
    path(f"v1/{STATISTICS}/<slug:slug>/", ApiStatisticDetailView.as_view(), name=f"api-{STATISTICS}-one"),
    path("v1/changes/", changes.ChangesView.as_view(), name="api-changes"),
    path("v1/schema/", docs.OpenApiView.as_view(), name="api-schema"),
    path("v1/docs/", docs.ApiConsoleView.as_view(), name="api-docs"),
    path("", RedirectView.as_view(pattern_name="api")),
    re_path(r"^.*$", views.handle_unrouted),
]
