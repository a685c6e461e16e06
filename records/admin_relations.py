"""Relations in forms of the admin: keys that no related row can have."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.admin.options import BaseModelAdmin
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest


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


class _RelationField(forms.ModelChoiceField):
    """The choice of a related row, which refuses a key that none can have, and doesn't look for it."""

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values or _is_key(self, value):
            return super().to_python(value)
        raise ValidationError(
            self.error_messages["invalid_choice"], code="invalid_choice", params={"value": value}
        )

    def prepare_value(self, value: Any) -> Any:
        """Return the key to select; widgets would look for an impossible one."""
        return super().prepare_value(value) if _is_key(self, value) else None


class _RelationsField(forms.ModelMultipleChoiceField):
    """The choice of several related rows, which refuses a key that none can have, and doesn't look for it."""

    def clean(self, value: Any) -> Any:
        for key in value if isinstance(value, (list, tuple)) else ():
            if not _is_key(self, key):
                raise ValidationError(
                    self.error_messages["invalid_pk_value"], code="invalid_pk_value", params={"pk": key}
                )
        return super().clean(value)

    def prepare_value(self, value: Any) -> Any:
        """Return the keys to select; widgets would look for an impossible one."""
        if isinstance(value, (list, tuple)):
            value = [item for item in value if _is_key(self, item)]
        return super().prepare_value(value)


class RelationFormAdmin(BaseModelAdmin):
    """Admin whose forms refuse an impossible key beside its field."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return super().formfield_for_foreignkey(db_field, request, **{"form_class": _RelationField, **kwargs})

    def formfield_for_manytomany(self, db_field: Any, request: Any = None, **kwargs: Any) -> Any:
        return super().formfield_for_manytomany(
            db_field, request, **{"form_class": _RelationsField, **kwargs}
        )
