"""Query parameters of statistics."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import override

from api.filters import MomentField
from api.query_params import (
    ListParams,
    QueryParamParser,
    get_origin,
    parse_output_params,
    parse_paging_params,
)
from api.selectors import get_end_of_day
from api.serializers import SerializerContext
from api.statistics.serializers import STATISTIC_SERIALIZER
from records.field_kinds.representation import API_LANGUAGES
from records.translation import convert_to_simplified
from stats.choices import get_statistic_groups
from stats.definitions import HUB, YEAR, Statistic, get_statistics
from stats.labels import get_records_by_slug
from stats.models import RefreshState
from stats.scopes import SCOPE_PATTERN
from stats.selectors import (
    ScopedKey,
    count_scoped_keys,
    find_scoped_keys,
    find_scoped_keys_after,
    find_scoped_keys_as_of,
)

_FORMATS = ("json", "csv", "jsonl")


@dataclass
class StatisticParams:
    """Keys and scopes of the requested statistics; `at` is the time of historical values."""

    keys: list[str] = field(default_factory=list)
    #: Kind of scope -> slugs, or None for all of that kind.
    scopes: dict[str, set[str] | None] = field(default_factory=dict)
    at: datetime | None = None
    earlier: bool = False

    def places(self) -> list[ScopedKey]:
        places: set[ScopedKey] = set()
        for kind, slugs in self.scopes.items():
            keys = self._keys(kind)
            if self.at is not None:
                places |= set(find_scoped_keys_as_of(self.at, keys, kind, slugs or ()))
            elif kind == HUB:
                places |= {ScopedKey(key, HUB, "") for key in keys}
            else:
                places |= set(find_scoped_keys(keys, kind, slugs or ()))
        return sorted(places)

    def places_after(self, last: ScopedKey | None, limit: int) -> list[ScopedKey]:
        """At most `limit` places in order, after `last`."""
        places: list[ScopedKey] = []
        for kind, slugs in self.scopes.items():
            keys = self._keys(kind)
            if self.at is None and kind == HUB:
                every = [ScopedKey(key, HUB, "") for key in keys]
                places += [place for place in every if last is None or place > last]
            else:
                places += find_scoped_keys_after(last, limit, keys, kind, slugs or (), self.at)
        return sorted(places)[:limit]

    def count(self) -> int:
        if self.at is not None:
            return len(self.places())
        return sum(
            len(self._keys(kind)) if kind == HUB else count_scoped_keys(self._keys(kind), kind, slugs or ())
            for kind, slugs in self.scopes.items()
        )

    def _keys(self, kind: str) -> list[str]:
        known = get_statistics()
        return [key for key in self.keys if kind in known[key].scopes]


def list_scope_kinds() -> list[str]:
    kinds = {kind for statistic in get_statistics().values() for kind in statistic.scopes}
    return sorted(kinds, key=lambda kind: (kind != HUB, kind))


def _read_scopes(reader: QueryParamParser, allowed: Collection[str]) -> dict[str, set[str] | None]:
    scopes: dict[str, set[str] | None] = {}
    reader.multiple.add("scope")
    written = [word for value in reader.parameters.getlist("scope") for word in value.split(",") if word]
    for word in written or [HUB]:
        kind, dot, slug = word.partition(".")
        if kind not in allowed or (dot and (kind == HUB or not SCOPE_PATTERN.fullmatch(word))):
            reader.add_error(
                "scope",
                f"Invalid scope “{word}”; use a kind for all its scopes, or kind.slug (region.jilin) for "
                "one.",
                allowed,
            )
        elif not dot:
            scopes[kind] = None
        elif scopes.get(kind, set()) is not None:
            scopes[kind] = {*(scopes.get(kind) or ()), slug}
    for kind, slugs in scopes.items():
        if slugs and kind != YEAR:
            for slug in sorted(slugs - set(get_records_by_slug(kind, slugs))):
                reader.add_error("scope", f"“{slug}” is not a published {kind}.")
    return scopes


def _read_moment(reader: QueryParamParser, name: str) -> datetime | None:
    try:
        return MomentField(required=False).clean(reader.parameters.get(name, ""))
    except ValidationError as error:
        reader.add_error(name, " ".join(error.messages))
        return None


def _read_shared(
    reader: QueryParamParser, request: Any, kinds: Collection[str]
) -> tuple[StatisticParams, ListParams]:
    params = parse_output_params(reader, SerializerContext("", get_origin(request)), STATISTIC_SERIALIZER)
    if params.format not in _FORMATS:
        reader.add_error("format", "GeoJSON is not available for statistics.", _FORMATS)
    selection = StatisticParams(scopes=_read_scopes(reader, kinds), at=_get_end(params.as_of))
    selection.earlier = reader.parse_choice("earlier", ("0", "1"), "0") == "1"
    if selection.earlier and params.as_of:
        reader.add_error("earlier", "“earlier” and “as_of” can’t be combined.")
    return selection, params


def _get_end(day: date | None) -> datetime | None:
    return get_end_of_day(day) if day else None


_SHARED = {"lang", "fields", "as_of", "scope", "earlier"}
_LISTED = {"format", "page", "page_size", "cursor", "count", "statistic", "group", "q", "updated_since"}


def parse_statistic_list_params(request: Any) -> tuple[StatisticParams, ListParams]:
    reader = QueryParamParser(request.GET)
    reader.reject_unknown(_SHARED | _LISTED)
    selection, params = _read_shared(reader, request, list_scope_kinds())
    parse_paging_params(reader, params)
    statistics = get_statistics()
    keys = reader.parse_list("statistic", statistics)
    groups = reader.parse_list("group", get_statistic_groups())
    words = reader.parameters.get("q", "").split()[:10]
    since = _read_moment(reader, "updated_since")
    changed = (
        set(RefreshState.objects.filter(changed_at__gte=since).values_list("pk", flat=True)) if since else ()
    )
    selection.keys = [
        key
        for key, statistic in statistics.items()
        if (keys is None or key in keys)
        and (groups is None or statistic.group.value in groups)
        and (since is None or key in changed)
        and (not words or _has_words(statistic, words))
    ]
    reader.raise_errors()
    return selection, params


def parse_statistic_params(request: Any, statistic: Statistic) -> tuple[StatisticParams, ListParams]:
    reader = QueryParamParser(request.GET)
    reader.reject_unknown(_SHARED)
    selection, params = _read_shared(reader, request, statistic.scopes)
    selection.keys = [statistic.key]
    single = [kind == HUB or (slugs and len(slugs) == 1) for kind, slugs in selection.scopes.items()]
    if selection.scopes and single != [True]:
        reader.add_error("scope", "Use one scope, as kind.slug. The list accepts several.", statistic.scopes)
    reader.raise_errors()
    return selection, params


def _has_words(statistic: Statistic, words: Iterable[str]) -> bool:
    """Return whether all words occur in the title in one language."""
    for lang in API_LANGUAGES:
        with override(lang):
            title = str(statistic.title).casefold()
        simplified = convert_to_simplified(title)
        if all(
            word.casefold() in title or convert_to_simplified(word.casefold()) in simplified for word in words
        ):
            return True
    return False
