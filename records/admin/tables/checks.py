"""What the database and the models ask of rows: constraints, uniqueness, rules over several fields."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from records.admin.tables.changes import find_row
from records.admin.tables.references import ROWS_AT_ONCE, split_list
from records.admin.tables.resources import CellError
from records.admin.tables.shapes import TableShape, build_identity
from records.models.constraints import get_condition_columns, get_error_field, is_condition_met
from records.publishing.restoration import decode_value, list_empty_fields
from records.snapshots import get_foreign_keys
from records.texts.translation import OVERRIDES

_Key = tuple[Any, ...]


class RowCheck:
    """Checks changed rows portion by portion, with the same queries for each."""

    def __init__(self, shape: TableShape) -> None:
        self.shape = shape
        self.model: Any = shape.row_model
        self._relations = {key.name: key for key in get_foreign_keys(self.model)}
        self._related: dict[tuple[Any, str], Any] = {}
        #: Constraint -> value -> the row of the file that has it.
        self._seen: dict[str, dict[_Key, int]] = defaultdict(dict)
        self._constraints = [rule for _model, rules in self.model().get_constraints() for rule in rules]
        figure = getattr(self.model, "figure_fields", None)
        #: What a figure is about, and what it measures: its unit may be there.
        self._measured = self._relations.keys() & ({figure.variable, figure.subject} if figure else ())

    # -- instances ----------------------------------------------------------------------------------

    def load_related(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Load the records that these values name, for the rules over several fields and for names."""
        wanted: dict[Any, set[str]] = defaultdict(set)
        for values in rows:
            for name in self._relations.keys() & values.keys():
                if slug := values[name]:
                    wanted[self._relations[name].related_model].add(slug)
        for model, slugs in wanted.items():
            missing = sorted(slug for slug in slugs if (model, slug) not in self._related)
            for portion in split_list(missing, ROWS_AT_ONCE):
                for record in model.objects.filter(slug__in=portion):
                    self._related[model, record.slug] = record

    def build_instance(self, row: dict[str, Any], record: Any = None) -> Any:
        """Build an unsaved row of the model. What it belongs to is left out, but `record`."""
        values: dict[str, Any] = {}
        for column in self.model._meta.concrete_fields:
            if column.name not in row or column.name in self._relations:
                continue
            values[column.name] = decode_value(column, row)
        if OVERRIDES in row:
            values[OVERRIDES] = row[OVERRIDES]
        instance = self.model(**values)
        for name, key in self._relations.items():
            related = self._related.get((key.related_model, row.get(name) or ""))
            if related is not None:
                setattr(instance, name, related)
        if record is not None and self.shape.part is None:
            instance.pk = record.pk
            instance._state.adding = False
        return instance

    # -- checks -------------------------------------------------------------------------------------

    def check_rows(self, merged: Sequence[tuple[Any, Any, dict[str, Any]]]) -> list[CellError]:
        """Return what is wrong with the rows of these changes: (change, record, snapshot)."""
        errors: list[CellError] = []
        rows = list(self.iter_rows(merged))
        for change, record, row, data in rows:
            errors += self._check_conditions(change, row, data)
            errors += self._clean(record, row, data)
        for constraint in self._constraints:
            if not isinstance(constraint, models.UniqueConstraint) or not constraint.fields:
                continue
            if self.shape.part is None:
                errors += self._check_unique(constraint, rows)
            elif self.shape.owner in constraint.fields:
                errors += self._check_unique_parts(constraint, merged)
        return errors

    def iter_rows(self, merged: Sequence[Any]) -> Iterator[tuple[Any, Any, Any, dict[str, Any]]]:
        """Yield each row as it would be, with its change and record, ready to build an instance."""
        found = [
            (change, record, row, data if self.shape.part else {**data, "slug": change.slug})
            for change, record, snapshot in merged
            for row in change.rows
            if (data := find_row(self.shape, snapshot, row.identity)) is not None
        ]
        self.load_related({name: data[name] for name in self._measured} for *_row, data in found)
        yield from found

    def _check_conditions(self, change: Any, row: Any, data: dict[str, Any]) -> Iterator[CellError]:
        values = {**data, "id": change.slug if self.shape.part is None else None}
        for constraint in self._constraints:
            if not isinstance(constraint, models.CheckConstraint):
                continue
            condition: Any = constraint.condition
            columns = get_condition_columns(condition)
            if all(column in values for column in columns) and not is_condition_met(condition, values):
                yield self._build_error(row, get_error_field(constraint), constraint)

    def _build_error(self, row: Any, column: str, constraint: Any) -> CellError:
        shown = column if column in self.shape.columns else ""
        return CellError(row.number, shown, str(constraint.get_violation_error_message()))

    def _clean(self, record: Any, row: Any, data: dict[str, Any]) -> Iterator[CellError]:
        """Clean the row as Django does before it is saved. Call `clean()` only if needed: it may query."""
        instance = self.build_instance(data, record)
        named = {name for name in self._relations if data.get(name)}
        cleaners = [partial(instance.clean_fields, {self.shape.owner, *named, *list_empty_fields(instance)})]
        if row.values.keys() & {"value", "admin_code", *self._relations}:
            cleaners.append(instance.clean)
        for clean in cleaners:
            try:
                clean()
            except ValidationError as error:
                for name, messages in error.message_dict.items():
                    column = name if name in self.shape.columns else ""
                    yield CellError(row.number, column, " ".join(messages))

    def _check_unique(self, constraint: models.UniqueConstraint, rows: Sequence[Any]) -> Iterator[CellError]:
        names = [name for name in constraint.fields if name != self.shape.owner]
        condition: Any = constraint.condition
        ruled = {*names, *(get_condition_columns(condition) if condition is not None else ())}
        keyed: dict[_Key, Any] = {}
        for _change, record, row, data in rows:
            key = self._get_key(constraint, names, data)
            if key is None:
                continue
            first = self._seen[constraint.name].setdefault(key, row.number)
            if first != row.number:
                message = _("Row %(row)s has the same.") % {"row": first}
                yield CellError(row.number, self._name_column(names), message)
            elif row.is_new or row.values.keys() & ruled:
                keyed[key] = row, record
        if keyed:
            yield from self._check_stored(constraint, names, keyed)

    def _check_unique_parts(
        self, constraint: models.UniqueConstraint, merged: Sequence[Any]
    ) -> Iterator[CellError]:
        """Look for parts of one record with the same values."""
        names = [name for name in constraint.fields if name not in (self.shape.owner, "key")]
        for change, _record, snapshot in merged if names or constraint.condition is not None else ():
            by_identity = {row.identity: row for row in change.rows}
            found: set[_Key] = set()
            # Those of the file come last: the message stands at them.
            parts = snapshot[self.shape.relation]
            named = [build_identity(self.shape, part) in by_identity for part in parts]
            for part in [part for _is_named, part in sorted(zip(named, parts, strict=True), key=_get_first)]:
                key = self._get_key(constraint, names, part)
                row = by_identity.get(build_identity(self.shape, part))
                if key is not None and key in found and row is not None:
                    yield self._build_error(row, self._name_column(names), constraint)
                if key is not None:
                    found.add(key)

    def _get_key(
        self, constraint: models.UniqueConstraint, names: list[str], values: dict[str, Any]
    ) -> _Key | None:
        """Return the values that only one row may have; None if the rule doesn't apply to this one."""
        condition: Any = constraint.condition
        if condition is not None:
            columns = get_condition_columns(condition)
            if not all(column in values for column in columns) or not is_condition_met(condition, values):
                return None
        key = tuple(values.get(name) for name in names)
        return None if None in key else key

    def _check_stored(
        self, constraint: models.UniqueConstraint, names: list[str], keyed: dict[_Key, Any]
    ) -> Iterator[CellError]:
        """Look for stored records with the same values, with one query."""
        paths = [f"{name}__slug" if name in self._relations else name for name in names]
        wanted = {f"{path}__in": sorted({key[at] for key in keyed}, key=str) for at, path in enumerate(paths)}
        stored = self.model._default_manager.filter(**wanted)
        if constraint.condition is not None:
            stored = stored.filter(constraint.condition)
        for pk, *values in stored.values_list("pk", *paths).iterator():
            row, record = keyed.get(tuple(values), (None, None))
            if row is not None and (record is None or record.pk != pk):
                yield self._build_error(row, self._name_column(names), constraint)

    def _name_column(self, names: list[str]) -> str:
        return next((name for name in reversed(names) if name in self.shape.columns), "")


def _get_first(pair: tuple[bool, Any]) -> bool:
    return pair[0]
