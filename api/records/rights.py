"""The field `rights` of figures. It follows from their sources as they are now, also in lists of a day."""

from collections.abc import Collection
from typing import Any

from records.choices import Rights
from records.field_kinds.representation import SerializerField, describe_codes
from records.figures.rights import choose_rights

_CHOICES = tuple(Rights.choices)
_DESCRIPTION = (
    "The rights in the value: the licence of the content, unless one of its sources states none. They follow "
    "from the sources as they are now, also with `as_of`."
)


class RightsField(SerializerField):
    """The rights in a figure with sources. `read_sources`: (snapshot) -> their slugs."""

    def __init__(self, read_sources: Any = lambda row: row["sources"]) -> None:
        super().__init__(
            "rights",
            "code",
            f"{_DESCRIPTION}\n\n{describe_codes(_CHOICES)}",
            lambda row, _version, context: choose_rights(read_sources(row), context.unlicensed),
            choices=_CHOICES,
        )


def write_rights_sql(sources: str, unlicensed: Collection[str], escape: Any) -> str:
    """Return the SQL of the rights in a value; `sources`: the SQL of a JSON array of slugs."""
    licensed, unknown = escape(Rights.CC_BY.value), escape(Rights.NOT_STATED.value)
    if not unlicensed:
        return licensed
    slugs = ", ".join(escape(slug) for slug in sorted(unlicensed))
    return f"CASE WHEN {sources} ?| ARRAY[{slugs}] THEN {unknown} ELSE {licensed} END"
