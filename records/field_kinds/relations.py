"""References to other records."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from django.db import models
from django.utils.html import format_html
from django.utils.translation import gettext as _

from records.content.parser import Location
from records.content.rows import ContentRow
from records.diff.display import SnapshotRow, TitleLookup, join_phrases
from records.diff.lines import FieldDifference, build_line
from records.field_kinds.base import FieldKind, register_kind
from records.field_kinds.filters import SlugsFilter
from records.fields import SourcesField


@register_kind
class ReferenceKind(FieldKind):
    """A foreign key to another record, logged as its slug."""

    field_classes = (models.ForeignKey,)
    serialized_as = "reference"

    def add_to_snapshot(self, row: SnapshotRow, obj: models.Model, prefetched: Any) -> None:
        related = getattr(obj, self.name)
        row[self.name] = related.slug if related else None

    def compare(
        self, before: SnapshotRow, after: SnapshotRow, titles: TitleLookup
    ) -> Iterator[FieldDifference]:
        values = [self.get_value(side) for side in (before, after)]
        shown = [self.display(value, titles) for value in values]
        # Different records with the same title get their slugs.
        if all(values) and shown[0] == shown[1]:
            shown = [format_html("{} ({})", title, slug) for title, slug in zip(shown, values, strict=True)]
        yield build_line(self.label, *shown, is_value=True)

    def format_value(self, value: Any, titles: TitleLookup) -> str:
        return titles.get(self.field.related_model, value)

    def load(self, value: Any, row: ContentRow, at: Location, key: str) -> None:
        if isinstance(value, str):
            row.references[self.name] = value
        else:
            at.add_issue(key, f"{value!r} is of the wrong type; write the slug of the record that is meant.")

    def represent(self, row: SnapshotRow, version: Any, context: Any) -> Any:
        slug = row[self.name]
        return None if slug is None else context.references[self.field.related_model.type_code, slug]

    @property
    def more_description(self) -> str:
        return f" `?expand={self.name}` returns the whole record."

    def build_filters(self) -> dict[str, Any]:
        options = {"model": self.field.related_model, "may_lack": self.has_null}
        return {self.name: SlugsFilter(self.name, label=self.description, **options)}


@register_kind
class ReferenceListKind(FieldKind):
    """A many-to-many field, logged as the slugs of the related records in their order."""

    field_classes: ClassVar[tuple[type, ...]] = (models.ManyToManyField,)
    serialized_as = "references"
    has_null = False

    def prefetch(self, ids: Sequence[int]) -> dict[int, list[str]]:
        """Return the related slugs by primary key, in the order in which they were added."""
        slugs: dict[int, list[str]] = defaultdict(list)
        source, target = self.field.m2m_field_name(), self.field.m2m_reverse_field_name()
        rows = self.field.remote_field.through.objects.filter(**{f"{source}__in": ids}).order_by("pk")
        for pk, slug in rows.values_list(f"{source}_id", f"{target}__slug"):
            slugs[pk].append(slug)
        return slugs

    def add_to_snapshot(self, row: SnapshotRow, obj: models.Model, prefetched: Any) -> None:
        row[self.name] = prefetched.get(obj.pk, [])

    def get_value(self, row: SnapshotRow) -> list[str]:
        return row.get(self.name) or []

    def get_default_row(self) -> SnapshotRow:
        return {self.name: []}

    def compare(
        self, before: SnapshotRow, after: SnapshotRow, titles: TitleLookup
    ) -> Iterator[FieldDifference]:
        """Yield lines for added, removed and reordered records."""
        old, new = self.get_value(before), self.get_value(after)
        removed = [slug for slug in old if slug not in new]
        added = [slug for slug in new if slug not in old]
        if removed:
            yield build_line(_("{what} removed").format(what=self.label), self.display(removed, titles), "")
        if added:
            yield build_line(_("{what} added").format(what=self.label), "", self.display(added, titles))
        if not removed and not added:
            sides = (self.display(side, titles) for side in (old, new))
            yield build_line(_("order of the {what}").format(what=self.label), *sides)

    def format_value(self, value: Any, titles: TitleLookup) -> str:
        # Titles may contain commas.
        return join_phrases((titles.get(self.field.related_model, slug) for slug in value), "; ", "；")

    def load(self, value: Any, row: ContentRow, at: Location, key: str) -> None:
        if not isinstance(value, list) or not all(isinstance(slug, str) for slug in value):
            at.add_issue(key, "Write a list of slugs.")
        elif len(set(value)) != len(value):
            at.add_issue(key, "The same slug is given twice.")
        else:
            row.lists[self.name] = value

    def represent(self, row: SnapshotRow, version: Any, context: Any) -> list[Any]:
        code, references = self.field.related_model.type_code, context.references
        return [references[code, slug] for slug in row[self.name]]

    @property
    def more_description(self) -> str:
        return f" `?expand={self.name}` returns the whole records."

    def build_filters(self) -> dict[str, Any]:
        options = {"model": self.field.related_model, "may_lack": False, "many": True}
        return {self.name: SlugsFilter(self.name, label=self.description, **options)}


@register_kind
class SourcesKind(ReferenceListKind):
    """Sources, logged as their slugs in order."""

    field_classes = (SourcesField,)

    def prefetch(self, ids: Sequence[int]) -> Any:
        """Nothing: `prefetch_source_links()` has loaded those of all fields."""

    def add_to_snapshot(self, row: SnapshotRow, obj: Any, prefetched: Any) -> None:
        row[self.name] = [link.slug for link in obj.source_links.all() if link.field == self.name]

    @property
    def is_required(self) -> bool:
        return self.name == "sources" and bool(self.model.needs_sources)

    def build_filters(self) -> dict[str, Any]:
        """Return one filter for all fields of sources."""
        if self.name != "sources":
            return {}
        options = {"model": self.field.related_model, "may_lack": False, "many": True}
        label = "A source of the record or of one of its texts."
        return {"source": SlugsFilter("source_links__source", label=label, **options)}
