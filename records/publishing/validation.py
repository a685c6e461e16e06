"""Validation of records before they are published, withdrawn or deleted."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from records.choices import Status
from records.models.base import Part, Record, get_part_models
from records.models.log import SlugAlias
from records.models.roles import is_required_to_publish
from records.publishing.references import find_referencing_records
from records.snapshots import (
    get_foreign_keys,
    get_many_to_many_fields,
    get_part_accessor,
    list_rows,
    list_slugs,
)
from records.texts.translation import CONTROL_CHARACTERS, OVERRIDES, is_legible


@dataclass(frozen=True)
class Problem:
    """A reason why records can't be written, with a message that says what to do.

    `field` is a field name or empty. For a part it is "<accessor>.<key>.<field>", as in
    "key_facts.area.label_en"; for a link, which has no key, "<accessor>.<field>", as in "cities.city".
    `other`: type and primary key of the record whose slug the message names, if any.
    """

    record: Any
    field: str
    message: str
    other: tuple[type[Record], int] | None = dataclass_field(default=None, compare=False)

    def __str__(self) -> str:
        where = (
            f"{self.record.type_code} “{self.record.slug}”"
            if isinstance(self.record, Record)
            else str(self.record)
        )
        return f"{where}, {self.field}: {self.message}" if self.field else f"{where}: {self.message}"

    def list_labels(self) -> list[str]:
        """Return the names of the part and of the field as forms show them; empty without a field."""
        model: Any = type(self.record)
        accessor, _dot, rest = self.field.partition(".")
        owner = {get_part_accessor(part): part for part in get_part_models(model)}.get(accessor)
        if owner is None:
            return [_get_field_label(model, self.field)] if self.field else []
        key, _dot, name = rest.partition(".") if issubclass(owner, Part) else ("", "", rest)
        label = capfirst(str(owner._meta.verbose_name))
        labels = [f"{label} “{key}”" if key else label]
        return [*labels, _get_field_label(owner, name)] if name else labels


def _get_field_label(model: type[models.Model], name: str) -> str:
    """Return the name of a field or of a translated text; `name` itself if the model has neither."""
    try:
        field: Any = model._meta.get_field(name)
    except FieldDoesNotExist:
        field = getattr(model, "translated_fields", {}).get(name)
    return capfirst(str(getattr(field, "verbose_name", name)))


def validate_for_publication(
    model: type[Record], records: Sequence[Record], data: dict[int, dict[str, Any]]
) -> list[Problem]:
    """Find missing texts and sources, parts that contradict each other, references to unpublished records.

    `data`: the snapshots of the records, by primary key.
    """
    problems: list[Problem] = []
    for record in records:
        snapshot = data[record.pk]
        problems += _validate_row(record, model, snapshot, "")
        problems += _validate_part_keys(record, model, snapshot)
        for part_model in get_part_models(model):
            name = get_part_accessor(part_model)
            for part in snapshot[name]:
                place = f"{name}.{part['key']}" if "key" in part else name
                problems += _validate_row(record, part_model, part, place)
        problems += [Problem(record, *found) for found in model.find_part_problems(snapshot)]
    return problems + _find_unpublished_references(model, records, data)


def _validate_part_keys(record: Record, model: type[Record], snapshot: dict[str, Any]) -> Iterable[Problem]:
    # The key is an anchor on the page of the record, so it is unique across all part types.
    seen: set[str] = set()
    for name in (
        get_part_accessor(part_model) for part_model in get_part_models(model) if issubclass(part_model, Part)
    ):
        for part in snapshot[name]:
            if part["key"] in seen:
                yield Problem(
                    record, f"{name}.{part['key']}", _("Two parts of this record have the same key.")
                )
            seen.add(part["key"])


def _validate_row(
    record: Record, model: type[models.Model], row: dict[str, Any], place: str
) -> Iterable[Problem]:
    def at(field: str) -> str:
        return f"{place}.{field}" if place else field

    translated = getattr(model, "translated_fields", {})
    for name, field in translated.items():
        if not field.blank and not is_legible(row[f"{name}_en"]):
            yield Problem(record, at(f"{name}_en"), _("The English text is missing."))
    for column in filter(is_required_to_publish, model._meta.concrete_fields):
        value = row[column.name]
        if value in (None, ""):
            message = _("Fill this in: a draft may lack it, a public record may not.")
            yield Problem(record, at(column.name), message)
        elif isinstance(value, str) and not is_legible(value):
            yield Problem(record, at(column.name), _("Write a text that can be seen."))
    for column in model._meta.concrete_fields:
        for text in _iterate_texts(row.get(column.name)):
            if found := CONTROL_CHARACTERS.search(text):
                message = _("Remove the control character U+%(code)s, which nobody sees.")
                yield Problem(record, at(column.name), message % {"code": f"{ord(found[0]):04X}"})
                break
    if issubclass(model, (Record, Part)) and model.needs_sources and not row["sources"]:
        yield Problem(record, at("sources"), _("Name at least one source."))
    for name, relation in getattr(model, "sourced_fields", {}).items():
        columns = (name, f"{name}_en", f"{name}_zh_hans")
        filled = any(row.get(column) not in (None, "", []) for column in columns)
        filled = filled or name in row.get(OVERRIDES, {})
        if filled and not row[relation]:
            named: Any = translated.get(name) or model._meta.get_field(name)
            yield Problem(
                record,
                at(relation),
                _("Name the source of “%(field)s”.") % {"field": capfirst(str(named.verbose_name))},
            )


def _iterate_texts(value: Any) -> Iterator[str]:
    """Yield a text, or the texts in the lists and dictionaries of a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for entry in value.values() if isinstance(value, dict) else value:
            yield from _iterate_texts(entry)


def _find_unpublished_references(
    model: type[Record], records: Sequence[Record], data: dict[int, dict[str, Any]]
) -> list[Problem]:
    """Find references from `records` to records that are not published. `data`: their snapshots."""
    references: dict[Any, dict[str, list[tuple[Record, str]]]] = defaultdict(lambda: defaultdict(list))
    for record in records:
        for referrer, row, place in list_rows(model, data[record.pk]):
            for field in (*get_foreign_keys(referrer), *get_many_to_many_fields(referrer)):
                for slug in list_slugs(row[field.name]):
                    references[field.related_model][slug].append((record, f"{place}{field.name}"))
    problems = []
    for target, places in references.items():
        drafts = target.objects.exclude(status=Status.PUBLISHED).filter(slug__in=places)
        for slug, pk in drafts.values_list("slug", "pk"):
            message = _("It points to “%(slug)s”, which is not published.") % {"slug": slug}
            problems += [Problem(record, place, message, (target, pk)) for record, place in places[slug]]
    return problems


def find_blocking_references(
    model: type[Record], leaving: Sequence[Any], *, is_public: bool = True
) -> Iterator[tuple[type[Record], int, Problem]]:
    """Yield (type, primary key, problem) for records that reference `leaving` and are not in it.

    They are the published ones, or the others, which only a deletion would change.
    """
    by_pk = {record.pk: record for record in leaving}
    references = find_referencing_records(model, by_pk, is_public=is_public) if by_pk else ()
    text = (
        _("The published %(type)s “%(slug)s” points to it.")
        if is_public
        else _("The unpublished %(type)s “%(slug)s” points to it.")
    )
    # Deduplicate records that reference another one in several places.
    for other, pk, slug, target in dict.fromkeys(references):
        # The join of a many-to-many field also yields targets that are not leaving.
        if target in by_pk and not (other is model and pk in by_pk):
            message = text % {"type": other._meta.verbose_name, "slug": slug}
            yield other, pk, Problem(by_pk[target], "", message, (other, pk))


def find_deletion_blockers(record: Record) -> Iterator[tuple[type[Record], int, Problem]]:
    """Yield (type, primary key, problem) for all records that reference this one, drafts included.

    Their relations would be emptied with it, without a revision.
    """
    for is_public in (True, False):
        yield from find_blocking_references(type(record), [record], is_public=is_public)


def validate_withdrawal(model: type[Record], leaving: Sequence[Any]) -> list[Problem]:
    """Find published records that reference these records, which are withdrawn or deleted."""
    return [problem for _other, _pk, problem in find_blocking_references(model, leaving)]


def validate_slugs(model: type[Record], records: Sequence[Record]) -> list[Problem]:
    """Find records whose slug is an alias of another record."""
    by_slug = {record.slug: record for record in records}
    taken = SlugAlias.objects.filter(record_type=model.type_code, slug__in=by_slug) if by_slug else ()
    targets = [alias.target for alias in taken]
    owners = dict(model.objects.filter(slug__in=targets).values_list("slug", "pk")) if targets else {}
    return [
        Problem(
            by_slug[alias.slug],
            "slug",
            _("This address leads to “%(slug)s”. Choose another.") % {"slug": alias.target},
            (model, owners[alias.target]) if alias.target in owners else None,
        )
        for alias in taken
    ]
