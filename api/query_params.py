"""Parsing of query parameters. All errors of a request are reported together."""

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import get_supported_language_variant

from api.exceptions import InvalidParameters, ParameterError
from records.field_kinds.representation import ALL, API_LANGUAGES

LANGS = (*API_LANGUAGES, ALL)
#: Parameters of cached responses, with patterns of their values. Others have too many values to be cached.
CACHED_PARAMETERS = {"lang": "|".join(LANGS), "sort": r"[a-z_-]{1,40}", "page": r"[1-9]\d?", "count": r"[01]"}
# An unencoded plus sign in a URL is decoded as a space.
_LOST_PLUS = re.compile(r"\d \d\d:?\d\d$")

#: A language, perhaps with a script and a country.
_LANGUAGE_TAG = re.compile(r"[a-z]{2}(-[a-z]{4})?(-[a-z]{2})?")


def get_origin(request: Any) -> str:
    return settings.SITE_URL or f"{request.scheme}://{request.get_host()}"


class MomentField(forms.CharField):
    """A date, or a time with an offset."""

    def clean(self, value: Any) -> datetime | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            moment = parse_datetime(text) if len(text) > 10 else None
            day = parse_date(text) if len(text) <= 10 else None
        except ValueError:
            moment = day = None
        if moment is None and day is None:
            hint = " In a URL, write a plus sign as %2B." if _LOST_PLUS.search(text) else ""
            raise ValidationError(
                f"Invalid date “{text}”; use a date (2026-01-31) or a time (2026-01-31T08:00:00Z).{hint}"
            )
        parsed = moment or datetime.combine(day or date.min, time.min)
        if not 1900 <= parsed.year <= 2999:
            raise ValidationError("The year must be between 1900 and 2999.")
        return parsed if timezone.is_aware(parsed) else timezone.make_aware(parsed)


class QueryParamParser:
    """Parses parameters and collects errors; `raise_errors` raises them as one response."""

    def __init__(self, parameters: QueryDict) -> None:
        self.parameters = parameters
        self.errors: list[ParameterError] = []
        #: Parameters that may be given more than once.
        self.multiple: set[str] = set()
        #: Parameters whose value may be empty.
        self.emptiable: set[str] = set()

    def add_error(self, name: str, message: str, allowed: Any = ()) -> None:
        self.errors.append(ParameterError(name, message, [str(entry) for entry in allowed]))

    def raise_errors(self) -> None:
        named = {fault.parameter for fault in self.errors}
        for name, values in self.parameters.lists():
            if name in named:
                continue
            if len(values) > 1 and name not in self.multiple:
                self.add_error(name, "This parameter takes one value; give it once.")
            elif name not in self.emptiable and not all(map(str.strip, self._list_words(name, values))):
                self.add_error(name, "Empty value. Give a value, or leave the parameter out.")
        if self.errors:
            raise InvalidParameters(self.errors)

    def _list_words(self, name: str, values: Sequence[str]) -> list[str]:
        """Return the values of a parameter, of which several may be separated by commas."""
        return [word for value in values for word in (value.split(",") if name in self.multiple else [value])]

    def reject_unknown(self, allowed: Any) -> None:
        allowed = sorted(allowed)
        for name in self.parameters:
            if name not in allowed:
                self.add_error(name, f"Unknown parameter “{name}”.", allowed)

    def parse_choice(self, name: str, allowed: Any, default: str) -> str:
        value = self.parameters.get(name, default)
        if value in allowed:
            return value
        self.add_error(name, f"“{value}” is not allowed here.", allowed)
        return default

    def parse_lang(self, allowed: Sequence[str] = LANGS) -> str:
        """Return an allowed language. The tag of a country (zh-CN) stands for the script written there."""
        tag = self.parameters.get("lang", "en").lower()
        if _LANGUAGE_TAG.fullmatch(tag):
            with suppress(LookupError):
                return get_supported_language_variant(tag)
        return self.parse_choice("lang", allowed, "en")

    def parse_flag(self, name: str) -> bool:
        return self.parse_choice(name, ("0", "1"), "0") == "1"

    def parse_number(self, name: str, default: int, low: int, high: int) -> int:
        value = self.parameters.get(name)
        if value is None:
            return default
        if value.isascii() and value.isdigit() and len(value) < 10 and low <= int(value) <= high:
            return int(value)
        self.add_error(name, f"Invalid value “{value}”; use a whole number from {low} to {high}.")
        return default

    def parse_words(self, name: str) -> list[str] | None:
        """Return the comma-separated values; None if there are none."""
        self.multiple.add(name)
        values = self.parameters.getlist(name)
        return [word for value in values for word in value.split(",") if word] or None

    def parse_list(self, name: str, allowed: Any) -> list[str] | None:
        """Return the comma-separated values, if they are allowed."""
        values = self.parse_words(name)
        for word in values or ():
            if word not in allowed:
                self.add_error(name, f"“{word}” is not allowed here.", allowed)
        return values

    def parse_moment(self, name: str) -> datetime | None:
        try:
            return MomentField(required=False).clean(self.parameters.get(name, ""))
        except ValidationError as error:
            self.add_error(name, " ".join(error.messages))
            return None

    def parse_date(self, name: str) -> date | None:
        value = self.parameters.get(name)
        if value is None:
            return None
        try:
            day = date.fromisoformat(value) if len(value) == 10 else None
        except ValueError:
            day = None
        if day is None:
            self.add_error(name, f"Invalid date “{value}”; use YYYY-MM-DD.")
        elif day.year < 1900:
            self.add_error(name, "The year must be 1900 or later.")
        elif day > timezone.localdate():
            self.add_error(name, "The date must not be in the future.")
        else:
            return day
        return None
