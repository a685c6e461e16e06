"""The records that cells of a table name: looked up together, with a query for each type."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from rapidfuzz.process import extractOne

from records.models import Record, SlugAlias, Source
from records.models.source_addresses import normalize_address

#: Rows that are read together, with as many queries as one; and slugs of a query.
ROWS_AT_ONCE = 500
#: Of a hundred: how alike a slug must be to be suggested.
_LEAST_LIKENESS = 75


class SlugLookup:
    """Finds records by their slugs, former slugs, and, of sources, their addresses."""

    def __init__(self) -> None:
        #: Type -> what a cell says -> the present slug.
        self._known: dict[type[Record], dict[str, str]] = defaultdict(dict)
        self._missing: dict[type[Record], set[str]] = defaultdict(set)
        self._addresses: dict[str, list[str]] | None = None
        self._all_slugs: dict[type[Record], list[str]] = {}

    def fetch(self, wanted: dict[type[Record], set[str]]) -> None:
        """Look up what cells name and isn't known yet."""
        for model, names in wanted.items():
            known = self._known[model]
            new = {name for name in names if name not in known} - self._missing[model]
            slugs = {name for name in new if "://" not in name}
            found = {slug: slug for slug in iter_slugs(model, slugs)}
            for former, present in iter_aliases(model, slugs - found.keys()):
                found[former] = present
            if model is Source and len(new) > len(slugs):
                found |= self._find_addresses(new - slugs)
            known |= found
            self._missing[model] |= new - found.keys()

    def _find_addresses(self, addresses: Iterable[str]) -> dict[str, str]:
        if self._addresses is None:
            self._addresses = defaultdict(list)
            for slug, url in Source.objects.order_by("pk").values_list("slug", "url").iterator():
                self._addresses[normalize_address(url)].append(slug)
        same = {address: self._addresses.get(normalize_address(address), []) for address in addresses}
        return {address: slugs[0] for address, slugs in same.items() if len(slugs) == 1}

    def find_present(self, model: type[Record], name: str) -> str | None:
        """Return the slug of a record; None if there is none."""
        return self._known[model].get(name)

    def find_all(self, model: type[Record], names: Iterable[str]) -> list[str]:
        """Return the slugs of records. Raise a `ValidationError` if there isn't one."""
        found = []
        for name in names:
            slug = self._known[model].get(name)
            if slug is None:
                raise ValidationError(self.describe_missing(model, name))
            found.append(slug)
        return found

    def describe_missing(self, model: type[Record], name: str) -> str:
        """Say that there is no such record, and what may be meant."""
        type_name = str(model._meta.verbose_name)
        shown = name if len(name) <= 100 else f"{name[:100]}…"
        if model is Source and "://" in name:
            slugs = (self._addresses or {}).get(normalize_address(name), [])
            if len(slugs) > 1:
                message = _("Several sources have the address “%(address)s”: name one of %(slugs)s.")
                return message % {"address": shown, "slugs": ", ".join(slugs[:10])}
            return _("No source has the address “%(address)s”. Add it first, in the list of sources.") % {
                "address": shown
            }
        text = _("There is no %(type)s “%(slug)s”.") % {"type": type_name, "slug": shown}
        if model not in self._all_slugs:
            self._all_slugs[model] = list(model.objects.order_by("pk").values_list("slug", flat=True))
        close = extractOne(name[:200], self._all_slugs[model], score_cutoff=_LEAST_LIKENESS)
        return f"{text} {_('Is “%(slug)s” meant?') % {'slug': close[0]}}" if close else text


def iter_slugs(model: type[Record], slugs: Iterable[str]) -> Iterator[str]:
    for some in split_list(sorted(slugs), ROWS_AT_ONCE):
        yield from model.objects.filter(slug__in=some).values_list("slug", flat=True)


def iter_aliases(model: type[Record], slugs: Iterable[str]) -> Iterator[tuple[str, str]]:
    for some in split_list(sorted(slugs), ROWS_AT_ONCE):
        rows = SlugAlias.objects.filter(record_type=model.type_code, slug__in=some)
        yield from rows.values_list("slug", "target")


def split_list(items: list[Any], size: int) -> Iterator[list[Any]]:
    """Yield portions of a list."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
