"""Names of sources within sentences, marked with their language for screen readers and fonts."""

from collections.abc import Iterable

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from records.models import Source
from records.texts.citation_formats import format_cited_title
from records.texts.formats import NOT_NAMED, format_publisher
from records.texts.translation import escape_isolated


def mark_cited_names(sentence: str, sources: Iterable[Source], language: str) -> SafeString:
    """Return a sentence as HTML in which names of sources in another language are marked as such."""
    html = str(escape_isolated(sentence, language))
    if language != "en":
        for name, name_language in _list_cited_names(sources).items():
            text = conditional_escape(name)
            if name_language.lower() != language:
                html = html.replace(text, format_html('<span lang="{}">{}</span>', name_language, text))
    return mark_safe(html)


def _list_cited_names(sources: Iterable[Source]) -> dict[str, str]:
    """Return titles and publishers of sources as they stand in a citation, with their languages."""
    names = {}
    for source in sources:
        names[format_cited_title(source.title)] = source.title_language
        if source.publisher != NOT_NAMED:
            names[format_publisher(source.publisher)] = source.publisher_language
    return {name: language for name, language in names.items() if name and language}
