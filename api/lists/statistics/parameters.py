"""Query parameters of statistics."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.utils.translation import override
from drf_spectacular.utils import OpenApiExample, OpenApiParameter

from api.description.parameters import (
    FLAG,
    build_list_parameter,
    build_query_parameter,
    build_since_parameter,
)
from api.query_params import QueryParamParser
from api.records.selectors import get_publication_number_at
from api.serializers import SerializerContext
from records.field_kinds.representation import API_LANGUAGES, describe_codes
from records.models import SlugAlias
from records.publishing import get_content_version
from records.texts.translation import convert_to_simplified
from stats.choices import get_group_choices, get_statistic_groups
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

#: The parameters of a value: the keys of this object, each a parameter of its own.
DIMENSIONS_PARAMETER = build_query_parameter(
    "dimensions",
    "A parameter for each dimension of the statistic, with its code as in `dimensions` of the value: "
    "`?level=national`. Empty if the code is null.",
    {"type": "object", "additionalProperties": {"type": "string"}},
    style="form",
    explode=True,
    examples=[OpenApiExample("Example", {"level": "national"})],
)


@dataclass
class StatisticParams:
    """Keys and scopes of the requested statistics; `number` is the content version of past values."""

    keys: list[str] = field(default_factory=list)
    #: Kind of scope -> slugs, or None for all of that kind.
    scopes: dict[str, set[str] | None] = field(default_factory=dict)
    number: int | None = None
    earlier: bool = False
    #: The codes after which the values of a single statistic begin; empty for the first page.
    after: str = ""
    #: The parameters that the address of the values that follow has, too.
    repeated: dict[str, str] = field(default_factory=dict)

    @property
    def scoped_key(self) -> ScopedKey:
        """The selection of one statistic in one scope."""
        ((kind, slugs),) = self.scopes.items()
        return ScopedKey(self.keys[0], kind, next(iter(slugs or ("",))))

    def scoped_keys(self) -> list[ScopedKey]:
        scoped_keys: set[ScopedKey] = set()
        for kind, slugs in self.scopes.items():
            keys = self._keys(kind)
            if self.number is not None:
                scoped_keys |= set(find_scoped_keys_as_of(self.number, keys, kind, slugs or ()))
            elif kind == HUB:
                scoped_keys |= {ScopedKey(key, HUB, "") for key in keys}
            else:
                scoped_keys |= set(find_scoped_keys(keys, kind, slugs or ()))
        return sorted(scoped_keys)

    def scoped_keys_after(self, last: ScopedKey | None, limit: int) -> list[ScopedKey]:
        """At most `limit` statistics and scopes in order, after `last`."""
        scoped_keys: list[ScopedKey] = []
        for kind, slugs in self.scopes.items():
            keys = self._keys(kind)
            if self.number is None and kind == HUB:
                every = [ScopedKey(key, HUB, "") for key in keys]
                scoped_keys += [scoped_key for scoped_key in every if last is None or scoped_key > last]
            else:
                scoped_keys += find_scoped_keys_after(last, limit, keys, kind, slugs or (), self.number)
        return sorted(scoped_keys)[:limit]

    def count(self) -> int:
        if self.number is not None:
            return len(self.scoped_keys())
        return sum(
            len(self._keys(kind)) if kind == HUB else count_scoped_keys(self._keys(kind), kind, slugs or ())
            for kind, slugs in self.scopes.items()
        )

    def _keys(self, kind: str) -> list[str]:
        statistics = get_statistics()
        return [key for key in self.keys if kind in statistics[key].scopes]


def list_scope_kinds() -> list[str]:
    kinds = {kind for statistic in get_statistics().values() for kind in statistic.scopes}
    return sorted(kinds, key=lambda kind: (kind != HUB, kind))


def _read_scopes(
    parser: QueryParamParser, allowed: Collection[str], *, is_past: bool
) -> dict[str, set[str] | None]:
    scopes: dict[str, set[str] | None] = {}
    for word in parser.parse_words("scope") or [HUB]:
        kind, dot, slug = word.partition(".")
        if kind not in allowed or (dot and (kind == HUB or not SCOPE_PATTERN.fullmatch(word))):
            parser.add_error(
                "scope",
                f"Invalid scope “{word}”; use a kind for all its scopes, or kind.slug (region.jilin) for "
                "one.",
                allowed,
            )
        elif not dot:
            scopes[kind] = None
        elif scopes.get(kind, set()) is not None:
            scopes[kind] = {*(scopes.get(kind) or ()), slug}
    return {
        kind: _find_slugs(parser, kind, slugs, is_past=is_past) if slugs and kind != YEAR else slugs
        for kind, slugs in scopes.items()
    }


def _find_slugs(parser: QueryParamParser, kind: str, slugs: set[str], *, is_past: bool) -> set[str]:
    """Return the present slugs of records; for the past all slugs that they have had."""
    aliases = SlugAlias.objects.filter(record_type=kind)
    targets = dict(aliases.filter(slug__in=slugs).values_list("slug", "target"))
    present = {targets.get(slug, slug) for slug in slugs}
    records = get_records_by_slug(kind, present)
    for slug in sorted(slugs):
        if targets.get(slug, slug) not in records:
            parser.add_error("scope", f"“{slug}” is not a published {kind}.")
    former = aliases.filter(target__in=present).values_list("slug", flat=True) if is_past else ()
    return present.union(former)


def parse_selection(
    parser: QueryParamParser, output: SerializerContext, kinds: Collection[str]
) -> StatisticParams:
    """Parse the scopes and the content version; the statistics are chosen by the caller."""
    number = _parse_number(parser, output)
    scopes = _read_scopes(parser, kinds, is_past=number is not None)
    selection = StatisticParams(scopes=scopes, number=number)
    selection.earlier = parser.parse_flag("earlier")
    repeated = ("as_of", "earlier", "fields", "lang", "version")
    given = [(name, values) for name, values in parser.parameters.lists() if name in repeated]
    selection.repeated = {name: ",".join(map(str, values)) for name, values in given}
    for name in ("as_of", "version") if selection.earlier else ():
        if name in parser.parameters:
            parser.add_error("earlier", f"“earlier” and “{name}” can’t be combined.")
    return selection


def _parse_number(parser: QueryParamParser, output: SerializerContext) -> int | None:
    """Return the content version that is asked for, by its number or as that of the end of a day."""
    if "version" not in parser.parameters:
        return get_publication_number_at(output.as_of) if output.as_of else None
    if output.as_of:
        parser.add_error("version", "“version” and “as_of” can’t be combined.")
    newest = get_content_version()
    return parser.parse_number("version", newest, 0, newest)


def parse_statistic_list(parser: QueryParamParser, output: SerializerContext) -> StatisticParams:
    selection = parse_selection(parser, output, list_scope_kinds())
    statistics = get_statistics()
    keys = parser.parse_list("statistic", statistics)
    groups = parser.parse_list("group", get_statistic_groups())
    words = parser.parameters.get("q", "").split()[:10]
    since = parser.parse_moment("updated_since")
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
    return selection


def parse_statistic(
    parser: QueryParamParser, output: SerializerContext, statistic: Statistic
) -> StatisticParams:
    selection = parse_selection(parser, output, statistic.scopes)
    selection.keys = [statistic.key]
    written = [value for value in parser.parameters.getlist("scope") if value]
    is_one = len(set(written)) == 1 and "," not in written[0]
    single = [kind == HUB or (slugs is not None and is_one) for kind, slugs in selection.scopes.items()]
    if selection.scopes and single != [True]:
        parser.add_error("scope", "Use one scope, as kind.slug. The list accepts several.", statistic.scopes)
    return selection


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


# -- the description --------------------------------------------------------------------------------


def build_scope_parameter(description: str) -> OpenApiParameter:
    examples = [OpenApiExample("Example", [HUB])]
    return build_list_parameter("scope", description, {"type": "string"}, examples=examples)


_EARLIER = build_query_parameter(
    "earlier",
    "`1`: include the earlier values of each value. Can’t be combined with `as_of` and `version`.",
    FLAG,
)
_VERSION = build_query_parameter(
    "version",
    "The content version of which the values are: the number of a change. They are as they had been "
    "calculated up to it, with the current names. Default: the newest. `permanent_url` has it.",
    {"type": "integer", "minimum": 0},
)
_SCOPE = "The scope as `kind.slug` (`region.jilin`), with a kind listed in `scopes`."
DETAIL_PARAMETERS = (
    build_scope_parameter(f"{_SCOPE} Default: `{HUB}`."),
    _EARLIER,
    _VERSION,
    build_query_parameter(
        "values_after", "The values after these; taken from `values_next`.", {"type": "string"}
    ),
)
_KINDS = ", ".join(f"`{kind}`" for kind in list_scope_kinds())
LIST_PARAMETERS = (
    build_scope_parameter(
        f"A kind of scope ({_KINDS}) for all its scopes, or one scope as `kind.slug` (`region.jilin`). "
        f"Separate several values with commas. Default: `{HUB}`."
    ),
    build_list_parameter(
        "statistic", "Only these statistics.", {"type": "string", "enum": list(get_statistics())}
    ),
    build_list_parameter(
        "group",
        f"Only these groups.\n\n{describe_codes(get_group_choices())}",
        {"type": "string", "enum": [code for code, _label in get_group_choices()]},
    ),
    build_query_parameter(
        "q", "Words that must all occur in the title.", {"type": "string", "maxLength": 100}
    ),
    build_since_parameter(
        "Only statistics with a value that changed on this date or since this time, in any scope."
    ),
    _EARLIER,
    _VERSION,
)
