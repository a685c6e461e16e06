"""Relations in forms of the admin: impossible keys, and one query for what all rows of a formset choose."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.formsets import DELETION_FIELD_NAME
from django.forms.models import BaseInlineFormSet
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from records.admin.widgets.choosers import ChosenKey, ChosenKeys
from records.models import Link


def has_only_keys(model: type[models.Model], values: Iterable[Any]) -> bool:
    """Return whether a row of the model could have each of the values as its primary key."""
    try:
        for value in values:
            model._meta.pk.clean(value, None)
    except ValidationError:
        return False
    return True


def _is_key(field: Any, value: Any) -> bool:
    return isinstance(value, models.Model) or has_only_keys(field.queryset.model, [value])


class _ChosenRows:
    """The related rows that the forms of a formset choose in one field, in their order, from one query."""

    def __init__(self, formset: forms.BaseFormSet, name: str) -> None:
        self._formset = formset
        self._name = name
        self._rows: dict[str, models.Model] | None = None
        self._keys: set[str] = set()

    def select(self, queryset: Any, keys: Iterable[Any]) -> list[models.Model] | None:
        """Return the rows with these keys; None if a key isn't one that the forms choose."""
        if self._rows is None:
            self._keys = {str(key) for key in self._iterate_keys() if has_only_keys(queryset.model, [key])}
            found = queryset.filter(pk__in=self._keys) if self._keys else ()
            self._rows = {str(row.pk): row for row in found}
        wanted = set(map(str, keys))
        return [row for key, row in self._rows.items() if key in wanted] if wanted <= self._keys else None

    def _iterate_keys(self) -> Iterator[Any]:
        for form in self._formset.forms:
            bound = form[self._name]
            for value in (bound.initial, bound.data):
                for item in value if isinstance(value, (list, tuple)) else [value]:
                    key = item.pk if isinstance(item, models.Model) else item
                    if key not in (None, ""):
                        yield key


class RelationFormSet(BaseInlineFormSet):
    """Rows whose number of queries for related rows doesn't depend on the number of rows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._chosen: dict[str, _ChosenRows] = {}
        super().__init__(*args, **kwargs)

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        name = form.instance._meta.pk.name
        own = form.fields[name]
        form.fields[name] = RelationField(
            own.queryset, initial=own.initial, required=own.required, widget=own.widget
        )
        for name, field in form.fields.items():
            if isinstance(field, (RelationField, RelationsField)):
                field.chosen = self._chosen.setdefault(name, _ChosenRows(self, name))
        if isinstance(form.instance, Link):
            # The heads of their columns are no names.
            for name, field in form.fields.items():
                label = _("Remove") if name == DELETION_FIELD_NAME else capfirst(str(field.label or name))
                field.widget.attrs.setdefault("aria-label", label)


class RelationField(forms.ModelChoiceField):
    """The choice of a related row, which refuses a key that none can have, and doesn't look for it."""

    chosen: _ChosenRows | None = None

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values or isinstance(value, models.Model):
            return super().to_python(value)
        if _is_key(self, value):
            rows = self.chosen.select(self.queryset, [value]) if self.chosen else None
            return rows[0] if rows else super().to_python(value)
        raise ValidationError(
            self.error_messages["invalid_choice"], code="invalid_choice", params={"value": value}
        )

    def prepare_value(self, value: Any) -> Any:
        """Return the key to select; widgets would look for an impossible one."""
        if value in self.empty_values or _is_key(self, value):
            return super().prepare_value(value)
        return value.keep("") if isinstance(value, ChosenKey) else None


class RelationsField(forms.ModelMultipleChoiceField):
    """The choice of several related rows, which refuses a key that none can have, and doesn't look for it."""

    chosen: _ChosenRows | None = None

    def clean(self, value: Any) -> Any:
        for key in value if isinstance(value, (list, tuple)) else ():
            if not _is_key(self, key):
                raise ValidationError(
                    self.error_messages["invalid_pk_value"], code="invalid_pk_value", params={"pk": key}
                )
        return super().clean(value)

    def _check_values(self, value: Any) -> Any:
        rows = self.chosen.select(self.queryset, value) if self.chosen else None
        return rows if rows and len(rows) == len(set(map(str, value))) else super()._check_values(value)  # type: ignore[misc]

    def prepare_value(self, value: Any) -> Any:
        """Return the keys to select; widgets would look for an impossible one."""
        if isinstance(value, (list, tuple)):
            possible = [item for item in value if _is_key(self, item)]
            value = value.keep(possible) if isinstance(value, ChosenKeys) else possible
        return value if isinstance(value, ChosenKeys) else super().prepare_value(value)
