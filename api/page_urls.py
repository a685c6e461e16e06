"""URLs of pages about the API, with a language prefix."""

from django.urls import path, re_path

from api import docs
from api.reconciliation.previews import EntityPreview
from api.reconciliation.views import ENTITY_PATTERN

urlpatterns = [
    path("developers/", docs.DevelopersView.as_view(), name="developers"),
    re_path(rf"^embed/records/{ENTITY_PATTERN}/$", EntityPreview.as_view(), name="entity_preview"),
]
