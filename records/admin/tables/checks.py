"""What the database and the models ask of rows: constraints, uniqueness, rules over several fields."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from records.admin.tables.changes import find_row
from records.admin.tables.references import ROWS_AT_ONCE, split_list
from records.admin.tables.resources import CellError
from records.admin.tables.shapes import TableShape, build_identity
from records.models.constraints import get_condition_columns, get_error_field, is_condition_met
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
        self._has_rules = type(self.model()).clean is not models.Model.clean

    # -- instances ----------------------------------------------------------------------------------

    def load_related(self, rows: Iterable[Any]) -> None:
        """Load the records that rows name anew, for the rules over several fields and for names."""
        wanted: dict[Any, set[str]] = defaultdict(set)
        for row in rows:
            for name in self._relations.keys() & row.values.keys():
                if slug := row.values[name]:
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
            values[column.name] = column.to_python(row[column.name])
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
        rows = list(self._iter_rows(merged))
        for change, record, row, data in rows:
            errors += self._check_conditions(change, record, row, data)
            errors += self._check_rules(row, data, record)
        for constraint in self._constraints:
            if not isinstance(constraint, models.UniqueConstraint) or not constraint.fields:
                continue
            if self.shape.part is None:
                errors += self._check_unique(constraint, rows)
            elif self.shape.owner in constraint.fields:
                errors += self._check_unique_parts(constraint, merged)
        return errors

    def _iter_rows(self, merged: Sequence[Any]) -> Iterator[tuple[Any, Any, Any, dict[str, Any]]]:
        for change, record, snapshot in merged:
            for row in change.rows:
                data = find_row(self.shape, snapshot, row.identity)
                if data is not None:
                    yield change, record, row, data

    def _check_conditions(
        self, change: Any, record: Any, row: Any, data: dict[str, Any]
    ) -> Iterator[CellError]:
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

    def _check_rules(self, row: Any, data: dict[str, Any], record: Any) -> Iterator[CellError]:
        """Apply `clean()` of the model, if what it is about has changed: it may query."""
        if not self._has_rules or not row.values.keys() & self._ruled_columns:
            return
        try:
            self.build_instance(data, record).clean()
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                yield CellError(row.number, name if name in self.shape.columns else "", " ".join(messages))

    @property
    def _ruled_columns(self) -> set[str]:
        """Relations, numbers and codes of places."""
        numbers = (models.DecimalField, models.IntegerField)
        columns = self.model._meta.concrete_fields
        found = {column.name for column in columns if isinstance(column, numbers)}
        return found | {*self._relations, "admin_code"}

    def _check_unique(self, constraint: models.UniqueConstraint, rows: Sequence[Any]) -> Iterator[CellError]:
        names = [name for name in constraint.fields if name != self.shape.owner]
        keyed: dict[_Key, Any] = {}
        for change, record, row, data in rows:
            values = {**data, "slug": change.slug}
            key = self._get_key(constraint, names, values)
            if key is None:
                continue
            first = self._seen[constraint.name].setdefault(key, row.number)
            if first != row.number:
                message = _("Row %(row)s has the same.") % {"row": first}
                yield CellError(row.number, self._name_column(names), message)
            elif row.is_new or row.values.keys() & {*names}:
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
