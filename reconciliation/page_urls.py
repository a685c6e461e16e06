"""URLs of previews, with a language prefix."""

from django.urls import re_path

from reconciliation.previews import EntityPreview
from reconciliation.views import ENTITY_PATTERN

urlpatterns = [
    re_path(rf"^embed/records/{ENTITY_PATTERN}/$", EntityPreview.as_view(), name="entity_preview"),
]
