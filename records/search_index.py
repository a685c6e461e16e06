"""What the search finds: apps register it in their module `search`, which is discovered on start.

    register(SearchIndex(model=City, names=("admin_code",), body=("profile.text",), weight=9))

The index is built from these declarations and from the snapshots in the publication log. A text is named by
its field: "summary", or "profile.text" for that of a part by the accessor of the parts. What isn't a record,
such as a statistic, is registered as a function that returns documents:

    register_documents("statistic", _("Statistic"), _("Statistics"), build_statistic_documents)
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import override

from records.models.base import Record
from records.models.log import Publication
from records.texts.translation import OVERRIDES, convert_to_traditional

#: A text by the name of its language: en, zh_hans and, where it isn't the converted one, zh_hant.
Texts = Mapping[str, str]

_LANGUAGES = ("en", "zh_hans")


@dataclass(frozen=True)
class SearchDocument:
    """What is indexed of one record or page. `path` is its address without the language."""

    record_type: str
    slug: str
    path: str
    title: Texts
    lede: Texts = field(default_factory=dict)
    body: Texts = field(default_factory=dict)
    #: Other names and codes.
    names: tuple[str, ...] = ()
    #: The slug of the city that it belongs to.
    place: str = ""
    #: Words that count as those of other names.
    words: tuple[str, ...] = ()
    #: Decides between equally good matches: higher comes first.
    weight: int = 0


@dataclass(frozen=True, kw_only=True)
class SearchIndex:
    """What is indexed of a record type.

    - `names`: fields with other names and codes of the record.
    - `coded_names`: fields with codes of a list, with the name of the list: "EWC 10 01 02" is found, too.
    - `ledes`: fields of the line below the title; the first one that isn't empty is taken.
    - `body`: fields of further texts.
    - `related`: references to records whose titles are indexed as further texts: a park is found by its city.
    - `weight`: decides between equally good matches; 0 for records that come after all others.
    - `derive`: returns further texts by slug, which come from other records, for those of these slugs that
      have them; `derived_words` count as words of their names.
    - `excluded`: values of fields of records that aren't found, because no list counts them.
    """

    model: type[Record]
    names: tuple[str, ...] = ()
    coded_names: Mapping[str, str] = field(default_factory=dict)
    ledes: tuple[str, ...] = ("lede", "summary")
    body: tuple[str, ...] = ("summary",)
    related: tuple[str, ...] = ()
    weight: int = 5
    derive: Callable[[Collection[str]], Mapping[str, Texts]] | None = None
    derived_words: tuple[str, ...] = ()
    excluded: Mapping[str, Any] = field(default_factory=dict)

    @property
    def has_own_title(self) -> bool:
        """Whether the title doesn't depend on other records, as that of a pilot on its city."""
        return self.model.title_in is Record.title_in

    def has_document(self, data: Mapping[str, Any]) -> bool:
        return not any(data.get(name) == value for name, value in self.excluded.items())

    def build_document(
        self, row: Publication, title: Texts, related_titles: Iterable[Texts], derived: Texts | None = None
    ) -> SearchDocument:
        """Build the document of a version in the publication log, with its present title."""
        data = row.data or {}
        ledes = (_read_texts(data, path) for path in self.ledes)
        names = (_read_texts(data, path) for path in self.names)
        return SearchDocument(
            record_type=row.record_type,
            slug=row.slug,
            path=row.path,
            title={**title, **_read_title_override(data)},
            lede=next((texts for texts in ledes if any(texts.values())), {}),
            body=_join_texts(
                [*(_read_texts(data, path) for path in self.body), *related_titles, derived or {}]
            ),
            names=tuple(dict.fromkeys([*_list_lines(names), *self._list_coded_names(data)])),
            place=(data.get(self.model.place_field) or "") if self.model.place_field else "",
            words=self.derived_words if derived else (),
            weight=self.weight,
        )

    def _list_coded_names(self, data: Mapping[str, Any]) -> Iterator[str]:
        for path, name in self.coded_names.items():
            for code in _list_lines([_read_texts(data, path)]):
                yield from (code, f"{name} {code}")


@dataclass(frozen=True)
class DocumentSource:
    """Documents that aren't records: a kind with the names of one and of several, and their function."""

    kind: str
    label: Any
    plural_label: Any
    build: Callable[[], Iterable[SearchDocument]]


@dataclass(frozen=True)
class PageText:
    """What is indexed of a page of the site beside its label: first sentence, headings, other names."""

    lede: Any = ""
    topics: tuple[Any, ...] = ()
    names: tuple[str, ...] = ()
    is_open: Callable[[], bool] = lambda: True


_indexes: dict[str, SearchIndex] = {}
_page_texts: dict[str, PageText] = {}
_sources: dict[str, DocumentSource] = {}


def register(index: SearchIndex) -> None:
    _indexes[index.model.type_code] = index


def register_documents(
    kind: str, label: Any, plural_label: Any, build: Callable[[], Iterable[SearchDocument]]
) -> None:
    """Add documents that aren't records."""
    _sources[kind] = DocumentSource(kind, label, plural_label, build)


def register_page_text(
    key: str, lede: Any, *topics: Any, names: str = "", is_open: Callable[[], bool] = lambda: True
) -> None:
    """Add texts to a page, or to the link in a slot, that is registered in `records.pages.navigation`.

    `names` are what readers call it, in English and in Simplified Chinese, separated by commas. It is found
    if it `is_open()`.
    """
    _page_texts[key] = PageText(lede, topics, tuple(names.split(", ")) if names else (), is_open)


def get_page_text(key: str) -> PageText:
    return _page_texts.get(key, PageText())


def get_search_indexes() -> dict[str, SearchIndex]:
    return _indexes


def get_document_sources() -> dict[str, DocumentSource]:
    return _sources


def localize_lines(*lines: Any) -> dict[str, str]:
    """Return lines of the interface in all languages; `zh_hant` where it isn't the converted text."""
    texts = {}
    for column in (*_LANGUAGES, "zh_hant"):
        with override(column.replace("_", "-")):
            texts[column] = "\n".join(str(line) for line in lines if line)
    if texts["zh_hant"] == convert_to_traditional(texts["zh_hans"]):
        del texts["zh_hant"]
    return texts


# -- reading snapshots ------------------------------------------------------------------------------


def _read_texts(data: Mapping[str, Any], path: str) -> dict[str, str]:
    """Return the texts of a field, or of the same field of all parts in a list, by language."""
    name, dot, rest = path.partition(".")
    if dot:
        return _join_texts(_read_texts(part, rest) for part in data.get(name) or ())
    if f"{name}_en" not in data:
        value = data.get(name)
        return {"en": _format_value(value)} if value not in (None, "", []) else {}
    override_text = (data.get(OVERRIDES) or {}).get(name)
    texts = {column: data.get(f"{name}_{column}") or "" for column in _LANGUAGES}
    return {**texts, "zh_hant": override_text} if override_text else texts


def _format_value(value: Any) -> str:
    return "\n".join(map(str, value)) if isinstance(value, list) else str(value)


def _read_title_override(data: Mapping[str, Any]) -> dict[str, str]:
    overrides = data.get(OVERRIDES) or {}
    text = overrides.get("title") or overrides.get("name")
    return {"zh_hant": text} if text else {}


def _join_texts(many: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Join texts by language. Traditional Chinese of several texts is converted."""
    joined: dict[str, list[str]] = {}
    for texts in many:
        for column in _LANGUAGES:
            if text := texts.get(column):
                joined.setdefault(column, []).append(text)
    return {column: "\n".join(texts) for column, texts in joined.items()}


def _list_lines(many: Iterable[Texts]) -> Iterator[str]:
    for texts in many:
        for text in texts.values():
            yield from filter(None, text.split("\n"))
