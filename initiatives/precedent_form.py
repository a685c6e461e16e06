"""The form "I have / I need". It is sent with GET, and nothing of it is stored."""

import re
import unicodedata
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cities.models import City
from cities.place_names import find_cities_by_name
from initiatives.choices import Sector
from initiatives.material_names import find_materials
from initiatives.precedents import Offer, Side
from records.texts.formats import format_number

MAX_TEXT = 100
_MAX_TONNES = 1_000_000_000
_NOT_ALLOWED = _("“%(value)s” is not allowed here. Allowed: %(allowed)s.")
_SIDES = [
    (Side.HAVE, pgettext_lazy("by-product", "I have it")),
    (Side.NEED, pgettext_lazy("by-product", "I need it")),
]
# A number as people and this site write it: 50,000, 1.2 million t, 5万, 5 万吨/年.
_TONNES = re.compile(
    r"(?P<number>\d{1,10}(?:\.\d{1,3})?)(?P<word>million|[万萬亿億])?(?:t|tonnes|公?[吨噸])?(?:/年|/a|/year)?",
    re.ASCII | re.IGNORECASE,
)
_WORDS = {"million": 10**6, "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}


class AllowedChoiceField(forms.ChoiceField):
    """A choice whose error names the codes that are allowed."""

    def validate(self, value: str) -> None:
        choices: Any = self.choices
        allowed = [str(code) for code, _label in choices if code]
        if value and value not in allowed:
            params = {"value": value, "allowed": ", ".join(allowed)}
            raise forms.ValidationError(_NOT_ALLOWED, code="invalid_choice", params=params)
        super().validate(value)


class PrecedentForm(forms.Form):
    """What somebody has or needs. `offer` is there if the form is valid."""

    # The template gives each field the id of its name, to which errors lead.

    side = AllowedChoiceField(label=pgettext_lazy("by-product", "You"), choices=_SIDES, required=False)
    material = forms.CharField(
        label=_("Material, waste code or word"),
        max_length=MAX_TEXT,
        error_messages={
            "required": _("Write the name or waste code of a material, or a word."),
            "max_length": _("Write at most %(limit_value)d characters."),
        },
    )
    place = forms.CharField(
        label=_("City"),
        max_length=MAX_TEXT,
        required=False,
        error_messages={"max_length": _("Write at most %(limit_value)d characters.")},
    )
    tonnes = forms.CharField(label=_("Tonnes per year"), required=False)
    sector = AllowedChoiceField(label=_("Your sector"), choices=[("", "—"), *Sector.choices], required=False)

    def clean_place(self) -> City | None:
        text = self.cleaned_data["place"]
        if not text:
            return None
        cities = list(find_cities_by_name(text)[:5])
        whole = [city for city in cities if city.parent_id is None]
        if len(cities) == 1 or len(whole) == 1:
            return (whole or cities)[0]
        if not cities:
            message = _("“%(value)s” is not a city here. Write its name as in the list of cities.")
            raise forms.ValidationError(message, code="unknown", params={"value": text})
        params = {"value": text, "allowed": ", ".join(city.slug for city in cities)}
        raise forms.ValidationError(
            _("Several places are called “%(value)s”. Write one of: %(allowed)s."),
            code="several",
            params=params,
        )

    def clean_tonnes(self) -> float | None:
        text = self.cleaned_data["tonnes"]
        tonnes = _parse_tonnes(text)
        if text and (tonnes is None or not 0 < tonnes <= _MAX_TONNES):
            message = _("Write the tonnes per year as a number above 0 and up to %(limit)s.")
            params = {"limit": format_number(_MAX_TONNES)}
            raise forms.ValidationError(message, code="invalid", params=params)
        return tonnes

    @property
    def offer(self) -> Offer:
        data: dict[str, Any] = self.cleaned_data
        return Offer(
            side=Side(data["side"] or Side.HAVE),
            materials=find_materials(data["material"]),
            city=data["place"],
            tonnes=data["tonnes"],
            sector=data["sector"],
        )


def _parse_tonnes(text: str) -> float | None:
    """Return the number that the text writes, or None."""
    match = _TONNES.fullmatch(re.sub(r"[,\s]", "", unicodedata.normalize("NFKC", text)))
    if not match:
        return None
    word = (match["word"] or "").lower()
    return float(Decimal(match["number"]) * _WORDS.get(word, 1))
