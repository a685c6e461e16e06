"""What the search finds of this app."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from records.models import Source, Theme
from records.pages.navigation import GetUrl, LinkSlot, PageSection, get_link, get_pages
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


#: Links to a part of a page that readers look for.
_SLOTS = (LinkSlot.LICENCE, LinkSlot.REPORT)


def _build_page_documents() -> Iterator[SearchDocument]:
    """Yield the pages of the site that are in the menu, the footer or the sitemap, and parts of them."""
    for page in get_pages():
        if page.section is not PageSection.START and page.in_sitemap:
            yield _build_page_document(page.url_name, page.label, page.get_url)
    for slot in _SLOTS:
        if (link := get_link(slot)) and get_page_text(slot.value).is_open():
            yield _build_page_document(slot.value, link.label, link.get_url)


def _build_page_document(key: str, label: Any, get_url: GetUrl) -> SearchDocument:
    with override("en"):
        path = get_url().removeprefix("/en")
    text = get_page_text(key)
    return SearchDocument(
        record_type="page",
        slug=key.replace("_", "-"),
        path=path,
        title=localize_lines(label),
        lede=localize_lines(text.lede),
        body=localize_lines(*text.topics),
        names=text.names,
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
    # Not whole queries: these name the form, if it is open.
    names="errata, errors reported and wrong figures, 勘误, 报告错误与更正, 举报错误与更正",
)
