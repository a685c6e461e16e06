"""What the search finds of this app."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from records.models import Source, Theme
from records.navigation import PageSection, get_pages
from records.search_index import (
    SearchDocument,
    SearchIndex,
    get_page_text,
    localize_lines,
    register,
    register_documents,
    register_page_text,
)

register(SearchIndex(model=Theme, ledes=("description",), body=("description",), weight=7))
register(
    SearchIndex(
        model=Source, names=("document_number",), ledes=("note",), body=("publisher", "note"), weight=0
    )
)


def _build_page_documents() -> Iterator[SearchDocument]:
    """Yield the pages of the site that are in the menu, the footer or the sitemap."""
    for page in get_pages():
        if page.section is PageSection.START or not page.in_sitemap:
            continue
        with override("en"):
            path = page.get_url().removeprefix("/en")
        text = get_page_text(page.url_name)
        yield SearchDocument(
            record_type="page",
            slug=page.url_name.replace("_", "-"),
            path=path,
            title=localize_lines(page.label),
            lede=localize_lines(text.lede),
            body=localize_lines(*text.topics),
            weight=6,
        )


register_documents("page", _("Page"), pgettext_lazy("types of results", "Pages"), _build_page_documents)
register_page_text(
    "compare",
    _("Two to four cities, parks, zero-waste cities or procurement cases side by side."),
)
register_page_text(
    "corrections",
    _("Errors found in published records: what was wrong, what it says now, when and why it was corrected."),
)
