"""Results as pages and the API show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import get_language

from records.models import Source, get_record_types
from records.search_index import get_document_sources
from records.texts.pinyin import build_pinyin
from records.texts.translation import Text, get_text
from search.models import SearchEntry
from search.queries import SearchQuery
from search.snippets import MarkedText, build_snippet, mark_text
from search.words import is_han

#: Suggestions of one type, and in all.
_MOST_OF_A_TYPE = 3
MAX_SUGGESTIONS = 8
#: Of longer titles, in characters, the pinyin isn't shown.
_LONGEST_PINYIN = 8


@dataclass(frozen=True)
class SearchResult:
    """A result in the active language. `other_title` is the title in the other language, if there is one."""

    entry: SearchEntry
    type_label: str
    title: MarkedText
    other_title: MarkedText | None
    #: Only where the query was found neither in the title nor in the other one, as for "mei".
    pinyin: str
    snippet: MarkedText | None
    place: str
    url: str


def get_type_label(record_type: str, *, plural: bool = False) -> str:
    """Return the name of a record type, or of documents of a kind."""
    if record_type in (sources := get_document_sources()):
        source = sources[record_type]
        return str(source.plural_label if plural else source.label)
    meta: Any = get_record_types()[record_type]._meta
    return capfirst(str(meta.verbose_name_plural if plural else meta.verbose_name))


def build_results(entries: Sequence[SearchEntry], query: SearchQuery) -> list[SearchResult]:
    """Return results in the active language, with a query for places and one for languages of sources."""
    places, languages = load_place_names(entries), _load_title_languages(entries)
    return [_build_result(entry, query, places, languages) for entry in entries]


def _load_title_languages(entries: Sequence[SearchEntry]) -> dict[str, str]:
    """Return the languages of the titles of sources by slug, which the index has among the English ones."""
    slugs = [entry.slug for entry in entries if entry.record_type == Source.type_code and entry.title_en]  # type: ignore[attr-defined]
    sources = Source.objects.published().filter(slug__in=slugs).exclude(language="en") if slugs else ()
    return {source.slug: source.title_language for source in sources}


def _build_result(
    entry: SearchEntry, query: SearchQuery, places: dict[str, str], title_languages: dict[str, str]
) -> SearchResult:
    language = get_language() or "en"
    other = "zh-hans" if language == "en" else "en"
    text = get_text(entry, "title", language)
    if entry.record_type == Source.type_code:
        text = Text(str(text), title_languages.get(entry.slug, text.lang))
    title = mark_text(text, query)
    other_title = mark_text(get_text(entry, "title", other), query)
    # A title without a translation is one text, although it is written in both scripts.
    is_translated = entry.title_zh_hans not in ("", entry.title_en) and bool(entry.title_en)  # type: ignore[attr-defined]
    is_place = entry.record_type == "city"
    # A title that shows all words needs no text in the other language.
    languages = (language,) if title.word_count >= len(query.runs) else (language, other)
    return SearchResult(
        entry=entry,
        type_label=get_type_label(entry.record_type),
        title=title,
        other_title=other_title if is_translated else None,
        pinyin="" if title.spans or other_title.spans else _find_pinyin(entry, query),
        snippet=build_snippet(_list_texts_to_show(entry, languages), query),
        place="" if is_place else places.get(entry.place, ""),
        url=f"/{language}{entry.path}",
    )


def _list_texts_to_show(entry: SearchEntry, languages: tuple[str, ...]) -> list[Text]:
    """Return the texts of which a snippet is made, those in the first language first."""
    return [get_text(entry, name, lang) for lang in languages for name in ("lede", "body")]


def _find_pinyin(entry: SearchEntry, query: SearchQuery) -> str:
    """Return the pinyin of the Chinese title if the query was typed in it."""
    title: str = entry.title_zh_hans  # type: ignore[attr-defined]
    if any(map(is_han, query.runs)) or query.keys[0] not in entry.name_keys or len(title) > _LONGEST_PINYIN:
        return ""
    return build_pinyin(title)


def load_place_names(entries: Sequence[SearchEntry]) -> dict[str, str]:
    """Return the names of the places of results in the active language, by slug."""
    slugs = {entry.place for entry in entries if entry.place}
    if not slugs:
        return {}
    cities = SearchEntry.objects.filter(record_type="city", slug__in=slugs)
    fields = ("slug", "title_en", "title_zh_hans", "zh_hant")
    return {city.slug: str(city.title) for city in cities.only(*fields)}


def group_suggestions(results: Sequence[SearchResult]) -> list[tuple[str, list[SearchResult]]]:
    """Group the best results by type: at most three of a type, in the order of the best one."""
    groups: dict[str, list[SearchResult]] = {}
    count = 0
    for result in results:
        group = groups.setdefault(result.entry.record_type, [])
        if len(group) < _MOST_OF_A_TYPE and count < MAX_SUGGESTIONS:
            group.append(result)
            count += 1
    return [(get_type_label(code, plural=True), group) for code, group in groups.items() if group]
