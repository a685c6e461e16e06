"""A small page about a record, which programs such as OpenRefine show in a frame beside its candidates."""

from typing import Any, ClassVar

from django.http import Http404
from django.utils.translation import get_language

from reconciliation.entities import find_present_key
from records.pages.embeds import EmbedView
from search.models import SearchEntry
from search.queries import SearchQuery
from search.results import build_results

#: Pixels of the frame.
PREVIEW_WIDTH, PREVIEW_HEIGHT = 400, 220


class EntityPreview(EmbedView):
    """Name, type, place and one line of a record; also for a former slug."""

    template_name = "reconciliation/entity_preview.html"
    query_parameters: ClassVar[dict[str, str]] = {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        entry = _find_entry(self.kwargs["record_type"], self.kwargs["slug"])
        (result,) = build_results([entry], SearchQuery(""))
        page_url = f"/{get_language()}{entry.path}"
        return {**super().get_context_data(**kwargs), "result": result, "page_url": page_url, "own_url": ""}


def _find_entry(record_type: str, slug: str) -> SearchEntry:
    """Return the entry of a record in the search index, which has what is public. Raises Http404."""
    code, present = find_present_key(record_type, slug)
    entry = SearchEntry.objects.filter(record_type=code, slug=present).first()
    if entry is None:
        raise Http404
    return entry
