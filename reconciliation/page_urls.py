"""URLs of previews, with a language prefix."""

from django.urls import re_path

from reconciliation.entities import ENTITY_PATTERN
from reconciliation.previews import EntityPreview

urlpatterns = [
    re_path(rf"^embed/records/{ENTITY_PATTERN}/$", EntityPreview.as_view(), name="entity_preview"),
]
