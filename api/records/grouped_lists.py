"""Lists that can be grouped by `group_by`."""

from collections.abc import Iterator, Sequence, Set
from typing import Any, ClassVar

from rest_framework.response import Response

from api.pagination import Page
from api.records.groups import (
    MOST_FIELDS,
    PARAMETER,
    Grouping,
    GroupKey,
    GroupMeasure,
    build_group_serializer,
)
from api.serializers import SerializerContext

#: Number of groups of an export in memory at a time: each portion reads all rows of the list.
CHUNK = 10_000
#: Parameters that groups don't have, with reasons.
_REFUSED = {
    "as_of": "Groups are of the records as they are now: those of a day are read from the log one by one.",
    "fields": "A group has the fields of group_by.",
    "expand": "A group has no nested records.",
    "sort": "Groups are in the order of the fields in group_by.",
}


class GroupByMixin:
    """A list whose rows can be grouped: `list_group_keys()`; `measure` if the rows have a value."""

    measure: ClassVar[GroupMeasure | None] = None
    #: The groups that the request asks for, if any.
    grouping: Grouping | None = None

    # What the view has.
    parser: Any
    request: Any
    is_single: bool
    is_export: bool
    output: SerializerContext

    @classmethod
    def list_group_keys(cls) -> Sequence[GroupKey]:
        """Return the fields by which rows can be grouped."""
        return ()

    @classmethod
    def list_apart_keys(cls) -> Sequence[GroupKey]:
        """Return the fields whose values are never mixed."""
        return ()

    @classmethod
    def get_whole_grouping(cls) -> Grouping:
        """Return the grouping with all keys, for the description."""
        asked = tuple(cls.list_group_keys())
        names = {key.name for key in asked}
        apart = tuple(key for key in cls.list_apart_keys() if key.name not in names)
        return Grouping(asked, apart, cls.measure)

    # -- parameters ---------------------------------------------------------------------------------

    def list_parameter_names(self) -> Set[str]:
        names: Set[str] = super().list_parameter_names()  # type: ignore[misc]
        return names | {PARAMETER} if not self.is_single and self.list_group_keys() else names

    def parse_parameters(self) -> None:
        super().parse_parameters()  # type: ignore[misc]
        if PARAMETER in self.request.query_params and PARAMETER in self.list_parameter_names():
            self.grouping = self._parse_grouping()
            self._refuse_others()

    def _parse_grouping(self) -> Grouping | None:
        allowed = {key.name: key for key in self.list_group_keys()}
        errors = len(self.parser.errors)
        names = list(dict.fromkeys(self.parser.parse_list(PARAMETER, allowed) or ()))
        if not names:
            self.parser.add_error(PARAMETER, "Give one or two fields.", allowed)
        elif len(names) > MOST_FIELDS:
            self.parser.add_error(PARAMETER, f"Give at most {MOST_FIELDS} fields.", allowed)
        if len(self.parser.errors) > errors:
            return None
        apart = tuple(key for key in self.list_apart_keys() if key.name not in names)
        return Grouping(tuple(allowed[name] for name in names), apart, self.measure)

    def _refuse_others(self) -> None:
        for name, reason in _REFUSED.items():
            if name in self.request.query_params:
                self.parser.add_error(name, f"This parameter can’t be combined with {PARAMETER}. {reason}")
        if getattr(self.request.accepted_renderer, "has_points", False):
            self.parser.add_error(
                "format", f"A group has no point: this can’t be combined with {PARAMETER}.", ["json", "csv"]
            )

    # -- groups -------------------------------------------------------------------------------------

    def get_serializer_class(self) -> Any:
        if self.grouping is None:
            return super().get_serializer_class()  # type: ignore[misc]
        return build_group_serializer(type(self).__name__, self.grouping)

    def list_fields(self) -> Sequence[tuple[str, Any]]:
        if self.grouping is None:
            return super().list_fields()  # type: ignore[misc]
        return list(self.get_serializer_class()._declared_fields.items())

    def get_page(self, rows: Any, size: int, position: Any, start: int) -> Page:
        if self.grouping is None:
            return super().get_page(rows, size, position, start)  # type: ignore[misc]
        return self.grouping.fetch_page(rows, size, position, start)

    def iter_chunks(self, rows: Any) -> Iterator[Sequence[Any]]:
        if self.grouping is None:
            yield from super().iter_chunks(rows)  # type: ignore[misc]
            return
        position: Any = None
        while True:
            page = self.grouping.fetch_page(rows, CHUNK, position, 0)
            yield page.versions
            if not page.has_more:
                return
            position = page.last

    def count(self, rows: Any) -> int:
        return super().count(rows) if self.grouping is None else self.grouping.count(rows)  # type: ignore[misc]

    def get_paginated_response(self, data: Any) -> Response:
        response: Response = super().get_paginated_response(data)  # type: ignore[misc]
        if self.grouping is not None:
            results = response.data.pop("results")
            names = [key.name for key in self.grouping.asked]
            response.data |= {PARAMETER: names, "results": results}
        return response
