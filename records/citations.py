"""The sources cited on a page, loaded in one query and numbered in order of citation."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from records.models.base import Link, Part, Record
from records.models.log import SourceUse
from records.models.source import Source


class MissingCitation(LookupError):
    """A claim without sources, or of a record that the view did not list in `get_cited_records()`."""


class Citations:
    """The sources of the claims on a page, and their numbers in order of citation.

    `objects`: all records, parts and links that the page shows. Runs one query, when it is first needed.
    """

    def __init__(self, objects: Iterable[Any]) -> None:
        self._records: dict[str, set[str]] = defaultdict(set)
        for obj in objects:
            record = _get_record(obj)
            self._records[record.type_code].add(record.slug)
        self._sources: dict[tuple[str, str, str, str], list[Source]] | None = None
        self._numbers: dict[int, tuple[int, Source]] = {}
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

    def _load(self) -> dict[tuple[str, str, str, str], list[Source]]:
        sources: dict[tuple[str, str, str, str], list[Source]] = defaultdict(list)
        if self._records:
            condition = reduce(
                or_, (Q(record_type=code, slug__in=slugs) for code, slugs in self._records.items())
            )
            for use in (
                SourceUse.objects.filter(condition).select_related("source").order_by("position", "pk")
            ):
                sources[use.record_type, use.slug, use.part, use.field].append(use.source)
        return sources

    def sources_of(self, obj: Any, field: str = "") -> list[Source]:
        """Return the sources of a part, record or field; a field without sources has those of the record."""
        record = _get_record(obj)
        if record.slug not in self._records[record.type_code]:
            raise MissingCitation(
                f"The page has not fetched the sources of {record.type_code} “{record.slug}”."
            )
        if self._sources is None:
            self._sources = self._load()
        if isinstance(obj, Part):
            return self._sources.get((record.type_code, record.slug, obj.key, ""), [])
        own = self._sources.get((record.type_code, record.slug, "", field), [])
        return own or self._sources.get((record.type_code, record.slug, "", ""), [])

    def cite(self, obj: Any, field: str = "") -> list[tuple[int, Source]]:
        """Return numbers and sources for a marker, and add them to the list of sources.

        While markers are hidden, the numbers are 0 and the list stays as it is.
        """
        sources = self.sources_of(obj, field)
        if self.are_markers_hidden:
            return [(0, source) for source in sources]
        return [self._number(source) for source in sources]

    def _number(self, source: Source) -> tuple[int, Source]:
        return self._numbers.setdefault(source.pk, (len(self._numbers) + 1, source))

    def __iter__(self) -> Any:
        """Iterate over the cited sources by number."""
        return iter(sorted(self._numbers.values(), key=lambda pair: pair[0]))

    def __bool__(self) -> bool:
        return bool(self._numbers)


def _get_record(obj: Any) -> Record:
    return obj.record if isinstance(obj, (Part, Link)) else obj
