"""What the API says of a record or part: one list of keys, read off the model, for answers and schema.

A shape is given a version of a record as plain data (see `records.snapshots`), whether it was just read
from the tables or lies in the publication log. So the live record, the record as it was, and both sides of
a change have one form, and nothing in an answer depends on another record, but for what `DERIVED` names.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, cached_property
from types import SimpleNamespace
from typing import Any

from django.db import models
from django.utils.translation import override

from records.fields import CodeListField, StatedDateField, TextListField, TranslatedField
from records.models import Part, Record
from records.models.base import STATE, parts_of, record_types
from records.snapshots import lists, part_name, references
from records.translation import COLUMNS, in_language, text_of

#: Languages of an answer by their word in `?lang=`.
LANGUAGES = ("en", "zh-hans", "zh-hant")
ALL = "all"

#: Why a number is null, where the record itself gives no reason of its own.
NOT_STATED, NOT_RECORDED = "not_stated", "not_recorded"

_LEFT_OUT = STATE | {"id", "slug", "loaded_digest", "position", "key"}
# Latitude and longitude are given together or not at all: they have one reason.
_SHARED_REASONS = {"lat": "coordinates_reason", "lon": "coordinates_reason"}
_YEARS = {"year", "established", "symbiosis_since"}
#: Fields whose name an object needs for itself: `url` is the address of the object in the API.
RENAMED = {"url": "link"}


@dataclass(frozen=True)
class Entry:
    """One version of a record, or a part of one, as it is to be presented."""

    slug: str
    data: dict[str, Any]
    version: int
    updated_at: datetime | None
    #: What `DERIVED` takes from other records.
    derived: dict[str, Any] = field(default_factory=dict)
    #: For a part: the record it belongs to.
    owner_slug: str = ""
    #: Longitude and latitude of the place, where one is known.
    point: tuple[float, float] | None = None


@dataclass(frozen=True)
class Context:
    """For whom an answer is written: in which language (or `all`) and under which address."""

    lang: str
    origin: str

    def address(self, path: str) -> str:
        return f"{self.origin}{path}"

    def page(self, path: str) -> str:
        """The address of a public page, given its path without a language."""
        return f"{self.origin}/{'en' if self.lang == ALL else self.lang}{path}"


Read = Callable[[SimpleNamespace, Entry, Context], Any]
Choices = tuple[tuple[str, Any], ...]


@dataclass(frozen=True)
class Key:
    """One key of an object: how it is read, and what the schema says of it.

    `kind` tells exports what it is: text, texts, code, codes, reference, references, parts, or a plain value.
    """

    name: str
    kind: str
    description: str
    schema: dict[str, Any]
    read: Read
    #: The model that a reference leads to, or the part model of a list of parts.
    model: Any = None
    #: (code, label) pairs, where it is a code.
    choices: Choices = ()


def api_path(resource: str, slug: str) -> str:
    return f"/api/v1/{resource}/{slug}/"


#: Record type -> the name of its resource; filled by `api.resources`.
RESOURCE_NAMES: dict[type[models.Model], str] = {}

#: (model, key) -> path of the query that finds what another record says: the unit of an indicator's values.
DERIVED: dict[str, dict[str, str]] = {"indicator-value": {"unit": "indicator__unit"}}


def reference(model: type[Record], slug: str | None, context: Context) -> dict[str, Any] | None:
    """A record that is pointed to: its type, its slug and where to read it."""
    if slug is None:
        return None
    address = context.address(api_path(RESOURCE_NAMES[model], slug))
    return {"type": model.type_code, "slug": slug, "url": address}


def translated(read: Callable[[str], str]) -> Callable[[Context], Any]:
    """A text in the language of the answer, or in all three; None where there is none in any."""

    def give(context: Context) -> Any:
        if context.lang != ALL:
            return str(read(context.lang)) or None
        found: dict[str, str | None] = {}
        for code in LANGUAGES:
            text: Any = read(code)
            tag = COLUMNS[code.replace("-", "_")]
            found[tag] = str(text) if text and text.lang == tag else None
        return found if any(found.values()) else None

    return give


# -- one key for each kind of field -----------------------------------------------------------------


def _text_key(name: str, declared: TranslatedField) -> Key:
    def read(row: SimpleNamespace, _entry: Entry, context: Context) -> Any:
        return translated(lambda language: in_language(row, name, language))(context)

    return Key(
        name, "text", _words(declared), {"anyOf": [{"$ref": "#/components/schemas/Text"}, _null()]}, read
    )


def _null() -> dict[str, Any]:
    return {"type": "null"}


def _words(source: Any) -> str:
    """What a field is, in English, for the schema."""
    with override("en"):
        name = str(getattr(source, "verbose_name", ""))
        declared_help = str(
            getattr(source, "help_text", "")
            or (source.columns["en"].help_text if isinstance(source, TranslatedField) else "")
        )
    sentence = name[:1].upper() + name[1:] + "."
    return f"{sentence} {declared_help}".strip()


def _plain(name: str) -> Read:
    return lambda row, _entry, _context: getattr(row, name)


def _or_null(name: str) -> Read:
    """Null where the column is empty."""
    return lambda row, _entry, _context: getattr(row, name) or None


def _typed(kind: str, *, nullable: bool, **more: Any) -> dict[str, Any]:
    return {"type": [kind, "null"] if nullable else kind, **more}


def _text_list_key(source: TextListField) -> Key:
    name = source.name

    def read(row: SimpleNamespace, _entry: Entry, context: Context) -> Any:
        return [
            translated(lambda language, item=item: text_of(item, language))(context)  # type: ignore[misc]
            for item in getattr(row, name)
        ]

    schema = {"type": "array", "items": {"$ref": "#/components/schemas/Text"}}
    return Key(name, "texts", _words(source), schema, read)


def enum_schema(choices: Iterable[tuple[str, Any]], *, nullable: bool = False) -> dict[str, Any]:
    codes: list[Any] = [str(code) for code, _label in choices]
    schema = _typed("string", nullable=nullable)
    return {**schema, "enum": [*codes, None] if nullable else codes}


def code_words(choices: Iterable[tuple[str, Any]]) -> str:
    """The codes with what they mean, for the schema."""
    with override("en"):
        return "\n".join(f"- `{code}`: {label}" for code, label in choices)


def _code_key(source: Any) -> Key:
    choices = tuple((str(code), label) for code, label in source.flatchoices if code)
    words = f"{_words(source)}\n\n{code_words(choices)}"
    read = _or_null(source.name) if source.blank else _plain(source.name)
    schema = enum_schema(choices, nullable=source.blank)
    return Key(source.name, "code", words, schema, read, choices=choices)


def _code_list_key(source: CodeListField) -> Key:
    choices = tuple(source.codes)
    words = f"{_words(source)}\n\n{code_words(choices)}"
    schema = {"type": "array", "items": enum_schema(choices)}
    return Key(source.name, "codes", words, schema, _plain(source.name), choices=choices)


def _reference_key(source: Any) -> Key:
    model, name = source.related_model, source.name
    words = f"{_words(source)} `?expand={name}` puts the whole record here."
    schema: dict[str, Any] = {"$ref": "#/components/schemas/Reference"}
    if source.null:
        schema = {"anyOf": [schema, _null()]}
    read: Read = lambda row, _entry, context: reference(model, getattr(row, name), context)  # noqa: E731
    return Key(name, "reference", words, schema, read, model=model)


def _references_key(source: Any) -> Key:
    model, name = source.related_model, source.name
    words = f"{_words(source)} `?expand={name}` puts the whole records here."
    schema = {"type": "array", "items": {"$ref": "#/components/schemas/Reference"}}

    def read(row: SimpleNamespace, _entry: Entry, context: Context) -> Any:
        return [reference(model, slug, context) for slug in getattr(row, name)]

    return Key(name, "references", words, schema, read, model=model)


_NUMBERS = (models.IntegerField, models.DecimalField, models.FloatField)


def _number_keys(source: Any, own_reasons: Choices) -> list[Key]:
    """A number and, where it may lack, the reason why it does."""
    name = source.name
    kind = "integer" if isinstance(source, models.IntegerField) else "number"
    number = Key(name, "number", _words(source), _typed(kind, nullable=source.null), _plain(name))
    shared = _SHARED_REASONS.get(name)
    if not source.null or (shared and name == "lat"):
        return [number]
    return [number, _reason_key(source, shared or f"{name}_reason", own_reasons)]


def _reason_key(source: Any, key: str, own_reasons: Choices) -> Key:
    name = source.name
    choices = own_reasons
    if own_reasons:  # the record says why
        read: Read = lambda row, _entry, _context: row.reason or None  # noqa: E731
    else:
        code, label = (
            (NOT_STATED, "the source states none")
            if name in _YEARS
            else (NOT_RECORDED, "the hub has no record of it")
        )
        choices = ((code, label),)
        read = lambda row, _entry, _context: code if getattr(row, name) is None else None  # noqa: E731
    words = f"Why `{name}` is null; null where it is not.\n\n{code_words(choices)}"
    return Key(key, "code", words, enum_schema(choices, nullable=True), read, choices=choices)


def _plain_key(source: Any) -> Key:
    name = source.name
    if isinstance(source, StatedDateField):
        schema = _typed("string", nullable=True, pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$", examples=["2018-05"])
        words = f"{_words(source)} As exact as its source: a year, a month or a day."
        return Key(name, "date", words, schema, _or_null(name))
    if isinstance(source, models.DateField):
        return Key(
            name,
            "date",
            _words(source),
            _typed("string", nullable=source.null, format="date"),
            _plain(name),
        )
    if isinstance(source, models.BooleanField):
        return Key(name, "boolean", _words(source), _typed("boolean", nullable=source.null), _plain(name))
    more = {"format": "uri"} if isinstance(source, models.URLField) else {}
    schema = _typed("string", nullable=source.blank, **more)
    told = RENAMED.get(name, name)
    return Key(told, "string", _words(source), schema, _or_null(name) if source.blank else _plain(name))


def own_keys(model: type[models.Model]) -> list[Key]:
    """The keys of a record's, part's or link's own fields, in the order of the model."""
    keys: list[Key] = []
    declared: dict[str, TranslatedField] = getattr(model, "translated_fields", {})
    translated_columns = {f"{name}_{column}": name for name in declared for column in COLUMNS}
    owner = getattr(model, "owner", None)
    pointing = {source.name for source in references(model)}
    concrete = {source.name: source for source in model._meta.concrete_fields}
    reason: Any = concrete.get("reason")
    reasons = tuple((code, label) for code, label in reason.flatchoices if code) if reason else ()
    seen: set[str] = set()
    for name, source in concrete.items():
        if name in _LEFT_OUT - ({"status"} if owner else set()) or name in (owner, "reason"):
            continue
        if name in translated_columns:
            text = translated_columns[name]
            if text not in seen:
                seen.add(text)
                keys.append(_text_key(text, declared[text]))
        elif name in pointing:
            keys.append(_reference_key(source))
        elif isinstance(source, CodeListField):
            keys.append(_code_list_key(source))
        elif isinstance(source, TextListField):
            keys.append(_text_list_key(source))
        elif source.choices:
            keys.append(_code_key(source))
        elif isinstance(source, _NUMBERS):
            keys += _number_keys(source, reasons if name == "value" else ())
        else:
            keys.append(_plain_key(source))
    return keys + [_references_key(source) for source in lists(model)]


# -- shapes -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Shape:
    """The keys of one kind of object, in order."""

    name: str
    model: Any
    description: str
    keys: tuple[Key, ...]

    def __post_init__(self) -> None:
        names = [key.name for key in self.keys]
        assert len(set(names)) == len(names), f"{self.name} says two things by one name: {names}"

    @cached_property
    def by_name(self) -> dict[str, Key]:
        return {key.name: key for key in self.keys}

    def present(self, entry: Entry, context: Context, only: frozenset[str] | None = None) -> dict[str, Any]:
        """The object as the API gives it; `only` names the keys that were asked for."""
        row = SimpleNamespace(**entry.data)
        keys = self.keys if only is None else [key for key in self.keys if key.name in only]
        return {key.name: key.read(row, entry, context) for key in keys}

    def schema(self) -> dict[str, Any]:
        """The object in the words of JSON Schema."""
        properties = {key.name: _described(key) for key in self.keys}
        return {
            "type": "object",
            "description": self.description,
            "properties": properties,
            # `?fields=` leaves keys out, so only those that it can't leave out are required.
            "required": [],
        }


def _described(key: Key) -> dict[str, Any]:
    return {**key.schema, "description": key.description} if key.description else key.schema


def _string(description: str, **more: Any) -> dict[str, Any]:
    return {"type": "string", "description": description, **more}


@cache
def page_template(model: type[Record]) -> str:
    """The path of a record's page with `__name__` for the slugs it is made of."""
    pointed = {source.name: source.related_model(slug=f"__{source.name}__") for source in references(model)}
    return model(slug="__slug__", **pointed).path


def page_path(model: type[Record], slug: str, data: dict[str, Any]) -> str:
    """The path of a record's page, without its language, from a version of it."""
    path = page_template(model).replace("__slug__", slug)
    for source in references(model):
        path = path.replace(f"__{source.name}__", str(data[source.name]))
    return path


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat().replace("+00:00", "Z") if moment else None


def _updated_key() -> Key:
    return Key(
        "updated_at",
        "datetime",
        "When this version became public.",
        {"type": "string", "format": "date-time"},
        lambda _row, entry, _context: _iso(entry.updated_at),
    )


def _uri(name: str, description: str, read: Read) -> Key:
    return Key(name, "string", description, {"type": "string", "format": "uri"}, read)


def _slug_key(description: str) -> Key:
    return Key("slug", "string", description, {"type": "string"}, lambda _row, entry, _context: entry.slug)


@cache
def shape_of(model: type[Record]) -> Shape:
    """The shape of a record type, with its parts and links."""
    resource = RESOURCE_NAMES[model]
    head = [
        Key(
            "type",
            "string",
            "The type of record, as in the log of changes.",
            {"type": "string", "enum": [model.type_code]},
            lambda _row, _entry, _context: model.type_code,
        ),
        _slug_key("The record's name in addresses. It never changes; after a rename the old one leads here."),
        _uri("url", "This record in the API.", lambda _r, e, c: c.address(api_path(resource, e.slug))),
        _uri(
            "page",
            "The public page that shows it.",
            lambda _r, e, c: c.page(page_path(model, e.slug, e.data)),
        ),
        Key(
            "version",
            "number",
            "Rises by one or more with each version.",
            {"type": "integer"},
            lambda _row, entry, _context: entry.version,
        ),
        _updated_key(),
    ]
    derived = [_derived_key(model, name) for name in DERIVED.get(model.type_code, {})]
    parts = [_parts_key(part_model) for part_model in parts_of(model)]
    keys = (*head, *own_keys(model), *derived, *parts)
    return Shape(_schema_name(model), model, _docstring(model), keys)


def _derived_key(model: type[Record], name: str) -> Key:
    path = DERIVED[model.type_code][name]
    relation, _, column = path.partition("__")
    related: Any = model._meta.get_field(relation).related_model
    key = _code_key(related._meta.get_field(column))
    read: Read = lambda _row, entry, _context: entry.derived[name]  # noqa: E731
    words = f"That of the {relation}: it changes with it. {key.description}"
    return Key(name, "code", words, key.schema, read, choices=key.choices)


def _schema_name(model: type[models.Model]) -> str:
    return model.__name__


def _docstring(model: type[models.Model]) -> str:
    return (model.__doc__ or "").strip().split("\n\n")[0].replace("\n", " ")


def _parts_key(model: Any) -> Key:
    shape = part_shape(model)
    name = part_name(model)

    def read(row: SimpleNamespace, entry: Entry, context: Context) -> Any:
        return [shape.present(part_entry(entry, part), context) for part in getattr(row, name)]

    schema = {"type": "array", "items": {"$ref": f"#/components/schemas/{shape.name}"}}
    with override("en"):
        plural = str(model._meta.verbose_name_plural)
    return Key(name, "parts", f"{plural[:1].upper()}{plural[1:]}, in order.", schema, read, model=model)


def part_entry(record: Entry, part: dict[str, Any]) -> Entry:
    """A part as an entry of its own, given its record's."""
    return Entry(
        slug=f"{record.slug}--{part['key']}" if "key" in part else "",
        data=part,
        version=record.version,
        updated_at=record.updated_at,
        owner_slug=record.slug,
        point=record.point,
    )


@cache
def part_shape(model: Any) -> Shape:
    """The shape of a part or link inside its record."""
    keys = [*_part_head(model), *own_keys(model)]
    return Shape(_schema_name(model), model, _docstring(model), tuple(keys))


def owner_of(model: Any) -> type[Record]:
    return model._meta.get_field(model.owner).related_model


def _part_head(model: Any) -> list[Key]:
    if not issubclass(model, Part):
        return []
    owner = owner_of(model)
    resource, owner_resource = RESOURCE_NAMES.get(model), RESOURCE_NAMES[owner]

    def url(row: SimpleNamespace, entry: Entry, context: Context) -> str:
        if resource:
            return context.address(api_path(resource, entry.slug))
        return f"{context.address(api_path(owner_resource, entry.owner_slug))}#{row.key}"

    def page(row: SimpleNamespace, entry: Entry, context: Context) -> str:
        path = page_template(owner).replace("__slug__", entry.owner_slug).partition("#")[0]
        return f"{context.page(path)}#{row.key}"

    where = "This part in the API." if resource else "The record in the API, with the part's key."
    return [
        Key(
            "key",
            "string",
            "The part's name within its record; it never changes.",
            {"type": "string"},
            _plain("key"),
        ),
        _slug_key("The part's name among all: `<record>--<key>`."),
        _uri("url", where, url),
        _uri("page", "Its place on the record's page.", page),
        _updated_key(),
    ]


@cache
def part_resource_shape(model: Any) -> Shape:
    """The shape of a part that is a resource of its own: the part, and the record it belongs to."""
    shape = part_shape(model)
    owner, name = owner_of(model), model.owner
    key = Key(
        name,
        "reference",
        f"The record that it is a part of. `?expand={name}` puts the whole record here.",
        {"$ref": "#/components/schemas/Reference"},
        lambda _row, entry, context: reference(owner, entry.owner_slug, context),
        model=owner,
    )
    at = len(_part_head(model))
    return Shape(f"{shape.name}Entry", model, shape.description, (*shape.keys[:at], key, *shape.keys[at:]))


def fallbacks(model: Any, data: dict[str, Any], lang: str) -> dict[str, str]:
    """The texts of a record's own fields that are in another language than asked for, with that language."""
    row, found = SimpleNamespace(**data), {}
    for name in getattr(model, "translated_fields", {}):
        text = in_language(row, name, lang)
        if text and text.lang.lower() != lang:
            found[name] = text.lang
    return found


def all_shapes() -> list[Shape]:
    """Every shape that an answer may hold."""
    shapes: list[Shape] = []
    for model in record_types().values():
        shapes += [part_shape(part_model) for part_model in parts_of(model)]
        shapes.append(shape_of(model))
    shapes += [part_resource_shape(model) for model in RESOURCE_NAMES if issubclass(model, Part)]
    return shapes
