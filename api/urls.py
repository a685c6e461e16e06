"""URLs of the API, without a language prefix."""

from typing import Any

from django.urls import include, path
from django.views.generic import RedirectView
from rest_framework.routers import SimpleRouter

from api import docs
from api.lists import changes, frames
from api.lists.comparison import ComparisonViewSet
from api.lists.corrections import CorrectionViewSet
from api.lists.figures import FigureViewSet
from api.lists.material_matches import MaterialMatchViewSet
from api.lists.peers import PeerViewSet
from api.lists.search_results import SearchViewSet
from api.lists.statistics.views import CountedRecordViewSet, StatisticViewSet
from api.lists.vocabularies import UnitViewSet, VocabularyViewSet
from api.records.resources import RESOURCES

router = SimpleRouter()
viewsets: list[Any] = [
    *RESOURCES,
    FigureViewSet,
    StatisticViewSet,
    VocabularyViewSet,
    UnitViewSet,
    CorrectionViewSet,
    SearchViewSet,
    PeerViewSet,
    MaterialMatchViewSet,
    ComparisonViewSet,
]
for viewset in viewsets:
    router.register(viewset.list_name, viewset, basename=f"api-{viewset.list_name}")

router.register(
    f"{StatisticViewSet.list_name}/(?P<slug>[-a-zA-Z0-9_]+)/records",
    CountedRecordViewSet,
    "api-counted-records",
)

urlpatterns = [
    path("v1/", docs.ApiRootView.as_view(), name="api"),
    path("v1/", include(router.urls)),
    path("v1/changes/", changes.ChangesView.as_view(), name="api-changes"),
    path("v1/oembed/", frames.OEmbedView.as_view(), name="api-oembed"),
    path("v1/schema/", docs.OpenApiView.as_view(), name="api-schema"),
    path("v1/docs/", docs.ApiConsoleView.as_view(), name="api-docs"),
    path("", RedirectView.as_view(pattern_name="api")),
]
