"""Number fields of records and parts: text fields, read as an editor writes numbers."""

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib.admin.options import BaseModelAdmin
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models
from django.http import HttpRequest, JsonResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from records.choices import Unit
from records.texts.number_parser import (
    Notation,
    Reading,
    UnreadableNumber,
    describe_number,
    parse_number,
    write_plain_number,
)
from records.validators import validate_amount, year_validators

#: End of the name of the radio buttons that choose one of two readings.
_CHOICE = "_reading"


class TypedNumber(str):
    """A text of a form, with the unit that stands beside it."""

    unit = ""


class NumberBoundField(forms.BoundField):
    """A number in a form, with what is read in it."""

    field: Any
    form: Any

    @property
    def data(self) -> Any:
        """Return the text that was typed, or the reading of it that was chosen."""
        text = super().data
        if not isinstance(text, str):
            return text
        chosen = self.form.data.get(f"{self.html_name}{_CHOICE}")
        typed = TypedNumber(take_chosen_reading(text, chosen))
        typed.unit = self.unit
        return typed

    @property
    def unit_name(self) -> str:
        """Return the name in the form of the field that has the unit; empty if there is none."""
        return (
            self.form.add_prefix(self.field.unit_field) if self.field.unit_field in self.form.fields else ""
        )

    @property
    def unit(self) -> str:
        """Return the code of the unit; empty if there is none yet."""
        if self.field.unit or not self.field.unit_field:
            return self.field.unit
        if self.form.is_bound and self.unit_name:
            return self.form.data.get(self.unit_name, "")
        try:
            return getattr(self.form.instance, self.field.unit_field, "") or ""
        except ObjectDoesNotExist:  # the unit is that of an indicator, which isn't chosen yet
            return ""

    @property
    def shown_reading(self) -> dict[str, Any]:
        """Return what stands under the field: the number that is read, or two; and what is saved."""
        saved = self.initial
        kind, unit = self.field.kind, self.unit
        typed = str(self.value() or "").strip()
        readings = _read_or_skip(typed, kind, unit)
        texts = [describe_number(reading.value, kind, unit) for reading in readings]
        saved_text = "" if saved in (None, "") else describe_number(_convert_stored(saved), kind, unit)
        return {
            "single": texts[0] if len(texts) == 1 and texts[0] != typed else "",
            "choices": serialize_readings(readings, kind, unit) if len(readings) > 1 else [],
            "question": describe_choice(typed) if len(readings) > 1 else "",
            "choice_name": f"{self.html_name}{_CHOICE}",
            "saved": saved_text,
            "is_changed": texts != [saved_text],
        }

    def build_widget_attrs(self, attrs: Any, widget: Any = None) -> Any:
        attrs = super().build_widget_attrs(attrs, widget)
        if self.auto_id and not self.is_hidden:
            named = self.field.widget.attrs.get("aria-describedby") or attrs.get("aria-describedby")
            described = [named, f"{self.auto_id}{_CHOICE}"]
            attrs["aria-describedby"] = " ".join(filter(None, described))
        units = {"data-number-unit": self.unit, "data-number-unit-field": self.unit_name}
        return attrs | {name: value for name, value in units.items() if value}


class _NumberFieldMixin(forms.Field):
    """A number that is typed as text. `unit_field`: the field with its unit; `unit`: a unit that is fixed."""

    bound_field_class = NumberBoundField

    def __init__(
        self, *args: Any, kind: Notation, unit_field: str = "", unit: str = "", **kwargs: Any
    ) -> None:
        self.kind = kind
        self.unit_field = unit_field
        self.unit = unit
        super().__init__(*args, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "decimal", "autocomplete": "off", "data-number": self.kind}

    def prepare_value(self, value: Any) -> Any:
        """Return a stored number without a row of zeros, and a typed text as it is."""
        return write_plain_number(value, self.kind) if isinstance(value, (int, float, Decimal)) else value

    def to_python(self, value: Any) -> Any:
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value.strip() if isinstance(value, str) else value)
        try:
            readings = parse_number(value, self.kind, getattr(value, "unit", ""))
        except UnreadableNumber as error:
            raise ValidationError(str(error), code="unreadable") from error
        if len(readings) > 1:
            raise ValidationError(describe_choice(value), code="ambiguous")
        return self.convert(readings[0].value)

    def convert(self, number: Decimal) -> Any:
        return super().to_python(f"{number:f}")


class _DecimalNumberField(_NumberFieldMixin, forms.DecimalField):
    widget = forms.TextInput


class _FloatNumberField(_NumberFieldMixin, forms.FloatField):
    widget = forms.TextInput

    def convert(self, number: Decimal) -> Any:
        validate_amount(number)  # a float would round more digits
        return super().convert(number)


class _IntegerNumberField(_NumberFieldMixin, forms.IntegerField):
    widget = forms.TextInput


_FORM_CLASSES = {
    models.DecimalField: _DecimalNumberField,
    models.FloatField: _FloatNumberField,
    models.IntegerField: _IntegerNumberField,
}


class NumberFormAdmin(BaseModelAdmin):
    """Admin in whose forms numbers are typed as text."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return super().formfield_for_dbfield(db_field, request, **{**get_number_options(db_field), **kwargs})


def get_number_options(db_field: models.Field) -> dict[str, Any]:
    """Return what `formfield()` of a number needs, so that it is typed as text; nothing for other fields."""
    form_class = next((new for old, new in _FORM_CLASSES.items() if isinstance(db_field, old)), None)
    if form_class is None or db_field.choices:
        return {}
    return {"form_class": form_class, "widget": forms.TextInput, **find_notation(db_field)}


def find_notation(db_field: models.Field) -> dict[str, Any]:
    """Return what the number of a field is, and where its unit is."""
    name = db_field.name
    if isinstance(db_field, models.FloatField):
        return {"kind": Notation.COORDINATE}
    if isinstance(db_field, models.IntegerField):
        is_year = any(validator in db_field.validators for validator in year_validators)
        return {"kind": Notation.YEAR if is_year else Notation.WHOLE}
    if name.endswith("_percent"):
        return {"kind": Notation.AMOUNT, "unit": Unit.PERCENT.value}
    unit_field = name.replace("value", "unit")
    return {
        "kind": Notation.AMOUNT,
        "unit_field": unit_field if hasattr(db_field.model, unit_field) else "",
    }


def take_chosen_reading(text: str, chosen: str | None) -> str:
    """Return the chosen reading of a text that has two; the text itself if another or none is chosen."""
    readings = _read_or_skip(text, Notation.AMOUNT) if chosen else ()
    values = {write_plain_number(reading.value) for reading in readings}
    return chosen if chosen in values and len(values) > 1 else text


def take_chosen_readings(sent: QueryDict) -> QueryDict:
    """Return what a form sent with the chosen reading in place of each text that has two."""
    sent = sent.copy()
    for name in [name for name in sent if name.endswith(_CHOICE)]:
        chosen, number = str(sent.pop(name)[-1]), name.removesuffix(_CHOICE)
        if number in sent:
            sent[number] = take_chosen_reading(str(sent[number]), chosen)
    return sent


def _read_or_skip(text: str, kind: Notation, unit: str = "") -> tuple[Reading, ...]:
    """Return the readings of a text; none if it is empty or refused."""
    try:
        return parse_number(text, kind, unit) if text.strip() else ()
    except UnreadableNumber:
        return ()


def _convert_stored(value: Any) -> Decimal:
    return Decimal(write_plain_number(value, Notation.COORDINATE))


def describe_choice(text: str) -> str:
    return _("“%(text)s” can be read in two ways. Choose one.") % {"text": text.strip()}


def serialize_readings(readings: tuple[Reading, ...], kind: Notation, unit: str) -> list[dict[str, str]]:
    """Return each reading with the text that stands for it alone."""
    return [
        {
            "value": write_plain_number(reading.value, kind),
            "text": describe_number(reading.value, kind, unit),
            "hint": reading.hint,
        }
        for reading in readings
    ]


@require_GET
def read_number_view(request: HttpRequest) -> JsonResponse:
    """Answer how a number is read that somebody is typing in a form of the admin."""
    text, unit = request.GET.get("text", ""), request.GET.get("unit", "")
    kind = request.GET.get("kind", "")
    if kind not in set(Notation) or not text.strip():
        return JsonResponse({"readings": [], "message": ""})
    try:
        readings = parse_number(text, Notation(kind), unit)
    except UnreadableNumber as error:
        return JsonResponse({"readings": [], "message": str(error)})
    message = describe_choice(text) if len(readings) > 1 else ""
    return JsonResponse({"readings": serialize_readings(readings, Notation(kind), unit), "message": message})
