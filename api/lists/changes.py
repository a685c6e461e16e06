"""The publication log as an API resource."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from api import pagination
from api.addresses import build_api_path
from api.description.components import ChangeListSerializer
from api.description.parameters import build_list_parameter, build_query_parameter
from api.exceptions import Gone
from api.query_params import QueryParamParser
from api.records import selectors
from api.records.references import set_newest_names
from api.records.resources import RESOURCES, get_resource_by_type
from api.records.serializers import RecordVersion
from api.serializers import SerializerContext
from api.views import ApiView, cache_response
from records.choices import ENDS, Action
from records.field_kinds.representation import ALL, translate_columns
from records.models import Publication
from records.models.base import get_record_types
from records.publishing import get_content_version

TYPES = tuple(resource.model.type_code for resource in RESOURCES if not resource.is_part)
#: Values of the parameter `from`.
BEGINNING, NOW = "beginning", "now"


@extend_schema(
    summary="List changes since a cursor",
    description=(
        "To keep a copy: 1. Request `?from=now` and store `next`. 2. Read the lists you need in full. 3. "
        "Request `next` as often as you like: replace the record with this type and slug by `after`, "
        "remove records that were `withdrawn` or `deleted`, and continue with the new `next` while "
        "`has_more` is true. Changes are in the order of commits, so none is missed. The `unit` of an "
        "indicator value is that of its indicator: when `changed` of an indicator contains `unit`, read its "
        "values again (`/api/v1/indicator-values/?indicator=<slug>`). If you keep earlier versions, delete "
        "those listed in `redacts` of a change with the action `redacted`."
    ),
)
class ChangesView(ApiView):
    """The publication log after a cursor, oldest first. `next` is always present."""

    serializer_class = ChangeListSerializer
    output_names = frozenset({"lang", "cursor", "page_size"})
    own_parameters = (
        build_query_parameter(
            "from",
            f"Where to start without a cursor: `{BEGINNING}` (of the log, the default), `{NOW}` (no "
            "changes yet, only a cursor), or a date.",
            {"anyOf": [{"type": "string", "enum": [BEGINNING, NOW]}, {"type": "string", "format": "date"}]},
        ),
        build_list_parameter(
            "type", "Only changes of records of these types.", {"type": "string", "enum": list(TYPES)}
        ),
        build_list_parameter(
            "action", "Only these actions.", {"type": "string", "enum": list(Action.values)}
        ),
    )
    list_errors = (410,)

    @extend_schema(operation_id="list_changes")
    @cache_response
    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        parser = self.parser
        parser.reject_unknown(self.list_parameter_names())
        context = self.output = SerializerContext(parser.parse_lang(), self.origin)
        size = parser.parse_number("page_size", pagination.PAGE_SIZE, 1, pagination.MOST_PER_PAGE)
        types = parser.parse_list("type", TYPES)
        actions = parser.parse_list("action", Action.values)
        begin = _parse_start(parser)
        parser.raise_errors()
        kept = [(name, values) for name, values in request.GET.lists() if name != "from"]
        fingerprint = pagination.hash_query("changes", kept)
        cursor = request.GET.get("cursor")
        after = begin if cursor is None else _read_number(pagination.decode_cursor(cursor, fingerprint))
        # The entry of a rename is the row of the new slug.
        rows = Publication.objects.filter(number__gt=after).without_former_slugs().order_by("number")
        if types is not None:
            rows = rows.filter(record_type__in=types)
        if actions is not None:
            rows = rows.filter(action__in=actions)
        page_rows = list(rows[: size + 1])
        shown = page_rows[:size]
        parameters = request.GET.copy()
        parameters.pop("from", None)
        parameters["cursor"] = pagination.encode_cursor(fingerprint, _build_position(after, *shown))
        body = {
            "next": f"{context.origin}{request.path}?{parameters.urlencode()}",
            "has_more": len(page_rows) > len(shown),
            "results": list(_serialize_changes(shown, context)),
        }
        set_newest_names(context)
        return Response(body)


def _build_position(after: int, *shown: Publication) -> list[Any]:
    """Return the last number and its time, which differs if the number is assigned again after a restore."""
    if shown:
        return [shown[-1].number, shown[-1].at]
    return [after, Publication.objects.filter(number=after).values_list("at", flat=True).first()]


def _read_number(position: Sequence[Any]) -> int:
    """Return the number of a cursor; raises Gone if its row was lost when a backup was restored."""
    number = position[0]
    if list(position) != _build_position(number):
        raise Gone(
            "The site was restored from a backup older than this cursor. "
            "Start again: request ?from=now, then read the lists in full."
        )
    return int(number)


def _parse_start(reader: QueryParamParser) -> int:
    """Return the number after which the log is read."""
    value = reader.parameters.get("from", BEGINNING)
    if "from" in reader.parameters and "cursor" in reader.parameters:
        reader.add_error("from", "“from” and “cursor” can’t be combined.")
    if value == BEGINNING:
        return 0
    if value == NOW:
        return get_content_version()
    day = reader.parse_date("from")
    if day is None:
        reader.errors[-1].allowed.extend([BEGINNING, NOW, "a date"])
        return 0
    return selectors.get_publication_number_at(day - timedelta(days=1))


def _serialize_changes(rows: Sequence[Publication], context: SerializerContext) -> Iterable[dict[str, Any]]:
    """Serialize log rows with a fixed number of queries."""
    before, redacts = _find_previous_versions(rows), _find_redacted_numbers(rows)
    after = {row.number: row for row in rows} | _find_current_versions(rows)
    entries = _load_versions_by_number(
        [row for row in (*before.values(), *after.values()) if row.data is not None]
    )
    in_all_languages = SerializerContext(ALL, "")
    resources = {code: get_resource_by_type(code) for code in {row.record_type for row in rows}}
    serializers, comparing = (
        {code: one.serializer_class(context={"output": output}) for code, one in resources.items()}
        for output in (context, in_all_languages)
    )
    for row in rows:
        resource = resources[row.record_type]
        earlier, present = before.get(row.number), after[row.number]

        def side(version: Publication | None, serializer: Any = serializers[row.record_type]) -> Any:
            entry = entries.get(version.number) if version else None
            return serializer.to_representation(entry) if entry else None

        old, new = entries.get(earlier.number) if earlier else None, entries.get(row.number)
        yield {
            "number": row.number,
            "action": row.action,
            "type": row.record_type,
            "slug": row.slug,
            "former_slug": row.former_slug or None,
            "version": row.version,
            "at": row.at.isoformat().replace("+00:00", "Z"),
            "title": _translate_title(row, context),
            "url": context.address(build_api_path(resource.list_name, row.slug)),
            "page": context.page(present.path) if present.data is not None else None,
            "changed": _list_changed_fields(comparing[row.record_type], row, old, new) if old and new else [],
            "before": side(earlier),
            "after": side(present),
            "redacted": _list_redacted_fields(row, earlier, present),
            "redacts": redacts.get(row.number, []),
        }


def _translate_title(row: Any, context: SerializerContext) -> Any:
    return translate_columns({"en": row.title_en, "zh_hans": row.title_zh_hans}, context.lang)


def _list_redacted_fields(row: Publication, earlier: Publication | None, present: Publication) -> list[str]:
    """Return the fields of a change that are null because of a redaction."""
    redacted = {
        "title": row.is_redacted,
        "before": earlier is not None and earlier.is_redacted,
        "after": present.is_redacted and present.action not in ENDS,
    }
    return [name for name, is_redacted in redacted.items() if is_redacted]


def _find_redacted_numbers(rows: Sequence[Publication]) -> dict[int, list[int]]:
    """Return the numbers of the redacted rows, by number of the row with the action "redacted"."""
    redactions = [row.number for row in rows if row.action == Action.REDACTED]
    numbers_by_row: dict[int, list[int]] = {}
    if redactions:
        emptied = Publication.objects.filter(redacted_by__in=redactions).order_by("number")
        for by, number in emptied.values_list("redacted_by", "number"):
            numbers_by_row.setdefault(by or 0, []).append(number)
    return numbers_by_row


def _find_current_versions(rows: Sequence[Publication]) -> dict[int, Publication]:
    """Return the current version at each row with the action "redacted"."""
    redactions = [row.number for row in rows if row.action == Action.REDACTED]
    return _find_versions_before(redactions) if redactions else {}


def _find_previous_versions(rows: Sequence[Publication]) -> dict[int, Publication]:
    """Return the version before each change and rename, by number."""
    changed = [row.number for row in rows if row.action in (Action.CHANGED, Action.RENAMED)]
    return _find_versions_before(changed, without=ENDS) if changed else {}


def _find_versions_before(numbers: list[int], without: Sequence[Action] = ()) -> dict[int, Publication]:
    """Return the newest version of the same record before each row, by number."""
    earlier = (
        Publication.objects.versions()
        .filter(
            record_type=OuterRef("record_type"), slug=OuterRef("slug_before"), number__lt=OuterRef("number")
        )
        .exclude(action__in=without)
    )
    pairs = (
        Publication.objects.filter(number__in=numbers)
        .annotate(slug_before=Coalesce(NullIf("former_slug", Value("")), "slug"))
        .annotate(earlier=Subquery(earlier.order_by("-number").values("number")[:1]))
        .values_list("number", "earlier")
    )
    numbers_before = dict(pairs)
    versions = Publication.objects.in_bulk(set(numbers_before.values()), field_name="number")
    return {number: versions[before] for number, before in numbers_before.items()}


def _load_versions_by_number(rows: Sequence[Publication]) -> dict[int, RecordVersion]:
    versions_by_number: dict[int, RecordVersion] = {}
    for code in {row.record_type for row in rows}:
        of_type = [row for row in rows if row.record_type == code]
        versions = selectors.load_logged_versions(get_record_types()[code], of_type)
        versions_by_number |= {row.number: version for row, version in zip(of_type, versions, strict=True)}
    return versions_by_number


def _list_changed_fields(
    serializer: Any, row: Publication, before: RecordVersion, after: RecordVersion
) -> list[str]:
    """Return the fields that differ in any language, in the order of the record."""
    # Both as the same version, so that only the content differs.
    output = serializer.context["output"]
    old, new = (serializer.represent(side.data, after, output) for side in (before, after))
    return [name for name in new if old[name] != new[name] or (name == "slug" and row.former_slug)]
