"""Validators for years, dates, amounts, countries, languages and web addresses."""

import ipaddress
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from babel import Locale
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.utils.translation import gettext_lazy as _

FIRST_YEAR, LAST_YEAR = 1900, 2100

YEAR_MESSAGE = _("Write a year between 1900 and 2100.")
year_validators = [MinValueValidator(FIRST_YEAR, YEAR_MESSAGE), MaxValueValidator(LAST_YEAR, YEAR_MESSAGE)]

day_validators = [
    MinValueValidator(date(FIRST_YEAR, 1, 1), YEAR_MESSAGE),
    MaxValueValidator(date(LAST_YEAR, 12, 31), YEAR_MESSAGE),
]

#: Significant digits that floats keep, as in JSON, spreadsheets and SQLite.
MAX_DIGITS = 15

# Territories of CLDR that aren't countries: unions, test codes, "unknown", and regions of China.
_NON_COUNTRY_CODES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ", "HK", "MO"})
_LANGUAGE_TAG = re.compile(r"([a-z]{2,3})(?:-([A-Z][a-z]{3}))?(?:-([A-Z]{2}))?")
# Host names in private networks.
_PRIVATE_SUFFIXES = (".localhost", ".local", ".internal", ".lan", ".home", ".corp", ".intranet", ".home.arpa")

_validate_url = URLValidator(schemes=["http", "https", "ftp", "ftps"])


def validate_amount(value: Decimal) -> None:
    """Refuse numbers of more than 15 significant digits, which floats would round."""
    if value.is_finite() and len(value.normalize().as_tuple().digits) > MAX_DIGITS:
        raise ValidationError(_("Write a number of at most 15 digits."), code="digits")


@cache
def _get_english_locale() -> Locale:
    return Locale("en")


def validate_country(value: str) -> None:
    """Require an ISO 3166-1 alpha-2 code."""
    if (
        not re.fullmatch(r"[A-Z]{2}", value)
        or value in _NON_COUNTRY_CODES
        or value not in _get_english_locale().territories
    ):
        raise ValidationError(_("Two capital letters of ISO 3166, as in CN or DE."), code="invalid")


def validate_language(value: str) -> None:
    """Require a BCP 47 tag of a language, script and region in CLDR: en, zh-Hans, pt-BR."""
    match = _LANGUAGE_TAG.fullmatch(value)
    if match:
        language, script, region = match.groups()
        names = _get_english_locale()
        if (
            language in names.languages
            and (script is None or script in names.scripts)
            and (region is None or region in names.territories)
        ):
            return
    raise ValidationError(
        _("“%(value)s” is no language tag. Write one of BCP 47, as in en, zh-Hans or ja."),
        code="invalid",
        params={"value": value},
    )


def validate_checksum(value: str) -> None:
    """Require a SHA-256 as 64 hexadecimal digits in lower case."""
    if not re.fullmatch(r"[0-9a-f]{64}", value):
        raise ValidationError(_("Write a SHA-256: 64 digits of 0 to 9 and a to f."), code="invalid")


def validate_web_address(value: str) -> None:
    """Require HTTP(S), a public host and no credentials. Malformed URLs are left to `URLField`."""
    try:
        _validate_url(value)
    except ValidationError:
        return
    parts = urlsplit(value)
    if parts.scheme.lower() not in ("http", "https"):
        raise ValidationError(_("Write an address that begins with https:// or http://."), code="invalid")
    if parts.username is not None or parts.password is not None or not _is_public(parts.hostname or ""):
        raise ValidationError(_("Write an address that every reader can open."), code="invalid")


def _is_public(host: str) -> bool:
    host = host.rstrip(".").lower()
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return host != "localhost" and not host.endswith(_PRIVATE_SUFFIXES)


def iter_ancestors(row: Any) -> Iterator[Any]:
    """Iterate over the parent, its parent and so on, and end before `row` itself or one that was there."""
    seen = {row.pk}
    while (row := row.parent) is not None and row.pk not in seen:
        seen.add(row.pk)
        yield row


def validate_parent(row: Any, message: Any) -> None:
    """Refuse a parent that is below the row itself. `message` names it as `%(parent)s`."""
    if row.pk is not None and any(ancestor.parent_id == row.pk for ancestor in iter_ancestors(row)):
        raise ValidationError(
            {"parent": ValidationError(message, code="cycle", params={"parent": row.parent})}
        )
