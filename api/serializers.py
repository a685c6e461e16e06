"""What the serializers of all lists need: the parameters of what is returned, and references to records."""

from collections.abc import Collection
from datetime import date
from functools import cached_property
from typing import Any

from rest_framework import serializers

from api.addresses import RESOURCE_NAMES, build_api_path
from api.query_params import QueryParamParser
from records.field_kinds.representation import ALL, SerializerField, translate_label
from records.figures.rights import fetch_unlicensed_sources
from records.models.base import get_record_types

#: The parameters of what is returned by lists of records.
OUTPUT_NAMES = frozenset({"lang", "labels", "fields", "expand", "as_of"})


#: DRF's own fields -> their kinds. Others have none: plain values.
_KINDS: dict[Any, str] = {
    serializers.BaseSerializer: "parts",
    serializers.ListField: "list",
    serializers.IntegerField: "integer",
    serializers.FloatField: "number",
    serializers.BooleanField: "boolean",
    serializers.DateTimeField: "datetime",
    serializers.URLField: "uri",
}


class ReferenceMap(dict[tuple[str, str], dict[str, Any]]):
    """The references of a response by record type and slug, the same object for each field that refers to it.

    A reference is made when it is first read. `api.records.references.set_names()` sets the names.
    """

    def __init__(self, origin: str) -> None:
        self._origin = origin

    def __missing__(self, key: tuple[str, str]) -> dict[str, Any]:
        code, slug = key
        path = build_api_path(RESOURCE_NAMES[get_record_types()[code]], slug)
        reference = {"type": code, "slug": slug, "name": None, "url": f"{self._origin}{path}"}
        self[key] = reference
        return reference


class SerializerContext:
    """Language (or `all`), labels, fields, expanded references and day of a response, and its references."""

    def __init__(
        self,
        lang: str,
        origin: str,
        *,
        has_labels: bool = False,
        only: frozenset[str] | None = None,
        expand: Collection[str] = (),
        as_of: date | None = None,
    ) -> None:
        self.lang, self.origin, self.has_labels = lang, origin, has_labels
        self.only, self.expand, self.as_of = only, expand, as_of
        self.page_root = f"{origin}/{self.page_lang}"
        self.references = ReferenceMap(origin)
        self._labels: dict[int, dict[str, Any]] = {}

    @property
    def page_lang(self) -> str:
        """The language of pages and of what is in one language."""
        return "en" if self.lang == ALL else self.lang

    def address(self, path: str) -> str:
        return f"{self.origin}{path}"

    def page(self, path: str) -> str:
        """Return the URL of a public page, given its path without a language prefix."""
        return f"{self.page_root}{path}"

    def refer(self, model: Any, slug: str) -> dict[str, Any]:
        """Return the reference to a record."""
        return self.references[model.type_code, slug]

    @cached_property
    def unlicensed(self) -> frozenset[str]:
        """The slugs of the sources whose rights aren't stated."""
        return fetch_unlicensed_sources()

    def label(self, field: Any, code: str | None) -> Any:
        """Return the label of a code in the language of the response."""
        if code is None:
            return None
        # A serializer has copies of the fields, but not of their choices.
        labels = self._labels.setdefault(id(field.choices), {})
        if code not in labels:
            labels[code] = translate_label(dict(field.choices).get(code, code), self.lang)
        return labels[code]


class OutputListSerializer(serializers.ListSerializer):
    """Keeps no instances: serializers refer to each other, so that they stay until a garbage collection."""

    @property
    def data(self) -> Any:
        instances, self.instance = self.instance, None
        return self.to_representation(instances or ())


class OutputSerializer(serializers.Serializer):
    """Base of the serializers of lists. `output` of the context is a `SerializerContext`."""

    class Meta:
        list_serializer_class = OutputListSerializer

    @classmethod
    def get_declared_fields(cls) -> dict[str, Any]:
        return cls._declared_fields

    @classmethod
    def many_init(cls, instance: Any = None, *args: Any, **kwargs: Any) -> Any:
        serializer = super().many_init(*args, **kwargs)
        serializer.instance = instance
        return serializer

    def get_fields(self) -> dict[str, Any]:
        output: SerializerContext | None = self.context.get("output")
        fields: dict[str, Any] = super().get_fields()
        if output is None:  # it is described
            return fields
        chosen: dict[str, Any] = {}
        is_part = self.root is not (self.parent or self)
        for name, field in fields.items():
            if is_part or output.only is None or name in output.only:
                chosen[name] = field
                if output.has_labels and getattr(field, "kind", "") in ("code", "codes"):
                    chosen[f"{name}_label"] = _build_label_field(name, field)
        return chosen


def _build_label_field(name: str, field: Any) -> SerializerField:
    """Return the field of the label of a code, or of the labels of a list of codes."""

    def read(row: dict[str, Any], version: Any, output: SerializerContext) -> Any:
        value = field.read(row, version, output)
        if isinstance(value, list):
            return [output.label(field, code) for code in value]
        return output.label(field, value or None)

    return SerializerField(f"{name}_label", "label", "", read)


def parse_context(parser: QueryParamParser, origin: str, serializer: Any) -> SerializerContext:
    """Parse the parameters of what is returned."""
    lang = parser.parse_lang()
    only = parser.parse_list("fields", serializer._declared_fields)
    expand = parser.parse_list("expand", get_field_names(serializer, ("reference", "references"))) or []
    for name in expand:
        if only is not None and name not in only:
            parser.add_error("expand", f"“{name}” is not listed in “fields”.", only)
    as_of = parser.parse_date("as_of")
    if as_of and expand:
        parser.add_error(
            "expand", "“expand” can’t be combined with as_of: it adds records in their current version."
        )
    has_labels = parser.parse_flag("labels")
    return SerializerContext(
        lang,
        origin,
        has_labels=has_labels,
        only=frozenset(only) if only is not None else None,
        expand=tuple(dict.fromkeys(expand)),
        as_of=as_of,
    )


def get_field_names(serializer: Any, kinds: Collection[str]) -> list[str]:
    """Return the names of the fields of some kinds (see `SerializerField`)."""
    return [name for name, field in serializer._declared_fields.items() if get_kind(field) in kinds]


def get_kind(field: Any) -> str:
    """Return the kind of a field, by which exports go."""
    if hasattr(field, "kind"):
        return field.kind
    return next((kind for field_class, kind in _KINDS.items() if isinstance(field, field_class)), "")
