"""The sources cited on a page, loaded in one query and numbered in order of citation."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

from records.choices import Rights
from records.models.base import Link, Part, Record, get_part_models
from records.models.figure_index import build_identifier
from records.models.log import SourceUse
from records.models.source import Source

#: Columns of a use of a source that say what it is used for, in the order of `_Claim`.
_CLAIM = ("record_type", "slug", "part", "field")
_Claim = tuple[str, str, str, str]
#: Groups of parts that a query names one by one.
_MAX_GROUPS = 16


class MissingCitation(LookupError):
    """A claim without sources, or of a record that the view did not list in `get_cited_records()`."""


class Citations:
    """The sources of the claims on a page, and their numbers in order of citation.

    `objects`: all records, parts and links that the page shows; `whole`: a record of which it shows all
    parts but those that may be many. Runs one query, when it is first needed, and a second one for a part
    that is in neither, or for the claims without a marker if some have one.
    """

    def __init__(self, objects: Iterable[Any], whole: Record | None = None) -> None:
        self._records: dict[str, set[str]] = defaultdict(set)
        # A record in a list has many parts that the page doesn't show.
        self._parts: dict[str, set[tuple[str, str]]] = defaultdict(set)
        self._whole = whole if isinstance(whole, Record) else None
        for obj in objects:
            record = _get_record(obj)
            self._records[record.type_code].add(record.slug)
            if isinstance(obj, Part):
                self._parts[record.type_code].add((record.slug, obj.key))
        self._sources: dict[_Claim, list[Source]] | None = None
        #: The claims that have sources, known without them.
        self._sourced: set[_Claim] | None = None
        self._has_all_parts = False
        self._numbers: dict[int, tuple[int, Source]] = {}
        #: Figures of the record of the page that have a marker, by identifier.
        self.figures: dict[str, Any] = {}
        #: In lists and cards. Their sources are those of the records that they lead to.
        self.are_markers_hidden = False

    @contextmanager
    def hide_markers(self) -> Iterator[None]:
        """Leave the claims rendered in this block without markers, and their sources out of the list."""
        before, self.are_markers_hidden = self.are_markers_hidden, True
        try:
            yield
        finally:
            self.are_markers_hidden = before

    def _filter_uses(self, *, all_parts: bool) -> QuerySet:
        """Return the uses of sources by what the page shows, in the order of each claim."""
        parts = {} if all_parts else {"part": ""}
        conditions = [Q(record_type=code, slug__in=slugs, **parts) for code, slugs in self._records.items()]
        for code, announced in self._parts.items():
            for slugs, keys in _group_parts(announced):
                conditions.append(Q(record_type=code, slug__in=slugs, part__in=keys))
        if self._whole:
            models = get_part_models(type(self._whole))
            many = [model._meta.model_name for model in models if _has_many(model)]
            own = Q(record_type=self._whole.type_code, slug=self._whole.slug)
            conditions.append(own & ~Q(part_type__in=many))
        if not conditions:
            return SourceUse.objects.none()
        return SourceUse.objects.filter(reduce(or_, conditions)).order_by("position", "pk")

    def _load(self, *, all_parts: bool) -> dict[_Claim, list[Source]]:
        sources: dict[_Claim, list[Source]] = defaultdict(list)
        known: dict[int, Source] = {}
        columns = [field.attname for field in Source._meta.concrete_fields]
        uses = self._filter_uses(all_parts=all_parts).values_list(
            "source", *_CLAIM, *(f"source__{name}" for name in columns)
        )
        # A page cites a source many times: one instance is enough.
        for pk, record_type, slug, part, field, *values in uses:
            source = known.get(pk) or known.setdefault(pk, Source.from_db(uses.db, columns, values))
            sources[record_type, slug, part, field].append(source)
        return sources

    def _list_claims(self, obj: Any, field: str) -> list[_Claim]:
        """Return the claims whose sources count for `obj`, the first that has some."""
        record = _get_record(obj)
        if record.slug not in self._records[record.type_code]:
            raise MissingCitation(
                f"The page has not fetched the sources of {record.type_code} “{record.slug}”."
            )
        if isinstance(obj, Part):
            return [(record.type_code, record.slug, obj.key, "")]
        own = [(record.type_code, record.slug, "", field)] if field else []
        return [*own, (record.type_code, record.slug, "", "")]

    def _is_late(self, obj: Any) -> bool:
        """Return whether this is a part that was not announced, nor is one of the whole record."""
        if not isinstance(obj, Part):
            return False
        record = _get_record(obj)
        is_whole = record == self._whole and not obj.may_be_many
        return not is_whole and (record.slug, obj.key) not in self._parts[record.type_code]

    def sources_of(self, obj: Any, field: str = "") -> list[Source]:
        """Return the sources of a part, record or field; a field without sources has those of the record."""
        claims = self._list_claims(obj, field)
        if self._sources is None:
            self._sources = self._load(all_parts=False)
        if not self._has_all_parts and self._is_late(obj):
            self._sources, self._has_all_parts = self._load(all_parts=True), True
        return next((found for claim in claims if (found := self._sources.get(claim))), [])

    def has_sources(self, obj: Any, field: str = "") -> bool:
        """Return whether `sources_of()` has any. The sources themselves are not fetched for that."""
        if self._sources is not None or self._is_late(obj):
            return bool(self.sources_of(obj, field))
        if self._sourced is None:
            self._sourced = set(self._filter_uses(all_parts=False).order_by().values_list(*_CLAIM))
        return any(claim in self._sourced for claim in self._list_claims(obj, field))

    def is_of_page(self, record: Any) -> bool:
        """Return whether this is the record that the page is about."""
        return record == self._whole

    def cite(self, obj: Any, field: str = "") -> list[tuple[int, Source]]:
        """Return numbers and sources for a marker, and add them to the list of sources."""
        if isinstance(obj, Part) and hasattr(obj, "label") and obj.record == self._whole:
            self._note_figure(obj)
        return [self._number(source) for source in self.sources_of(obj, field)]

    def _note_figure(self, figure: Any) -> None:
        """Remember a figure that has a page of its own: one that isn't known has none."""
        record = figure.record
        if getattr(figure, "value", 0) is None:
            return
        self.figures[build_identifier(record.type_code, record.slug, figure.key)] = figure

    def _number(self, source: Source) -> tuple[int, Source]:
        return self._numbers.setdefault(source.pk, (len(self._numbers) + 1, source))

    def __iter__(self) -> Any:
        """Iterate over the cited sources by number."""
        return iter(sorted(self._numbers.values(), key=lambda pair: pair[0]))

    @property
    def has_unlicensed(self) -> bool:
        """Whether one of the sources cited so far states no licence."""
        return any(source.rights == Rights.NOT_STATED for _number, source in self._numbers.values())

    def __bool__(self) -> bool:
        return bool(self._numbers)


def _group_parts(pairs: Iterable[tuple[str, str]]) -> list[tuple[Collection[str], Collection[str]]]:
    """Return pairs of (slug, key) as groups of slugs that have the same keys.

    Of very many groups, one with all slugs and keys, which is found faster, but has others, too.
    """
    by_key: dict[str, set[str]] = defaultdict(set)
    for slug, key in pairs:
        by_key[key].add(slug)
    grouped: dict[frozenset[str], list[str]] = defaultdict(list)
    for key, slugs in by_key.items():
        grouped[frozenset(slugs)].append(key)
    if len(grouped) > _MAX_GROUPS:
        return [(set().union(*grouped), list(by_key))]
    return list(grouped.items())


def _has_many(model: Any) -> bool:
    return issubclass(model, Part) and model.may_be_many


def _get_record(obj: Any) -> Record:
    return obj.record if isinstance(obj, (Part, Link)) else obj
