"""The checks of a new password: how hard it is to guess, and names that are tried first."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django_zxcvbn_password_validator import ZxcvbnPasswordValidator

from cities.models import City
from records.texts.pinyin import build_pinyin
from records.texts.translation import convert_to_traditional

_SITE_NAMES = ("China Hub", "ICLEI", "循环城市", "循環城市")
#: What names of places end with, and people leave out.
_ENDS = re.compile(r" (?:district|county|city|prefecture|new area)$|(?<=..)[市县區区州盟縣]$", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]+")
#: A shorter name is part of many words: “Xi’an” of "Mexican". A Chinese one is known by two characters.
_LONG = 5
_HAN = re.compile(r"[㐀-鿿]{2,}")


class StrengthPasswordValidator(ZxcvbnPasswordValidator):
    """Refuses a password that a program would guess, with a hint in plain words."""

    def get_help_text(self) -> str:
        return _("It has to resist guessing: four words that have nothing to do with each other are good.")


class NamePasswordValidator:
    """Refuses a password with a name in it, whatever digits and signs stand around or in between."""

    def validate(self, password: str, user: Any = None) -> None:
        if name := _find_name(password, _list_own_names(user)):
            raise ValidationError(
                _("Don’t use your own name: “%(name)s”."), code="password_own_name", params={"name": name}
            )
        if name := _find_name(password, _list_public_names()):
            raise ValidationError(
                _("Don’t use the name of this site or of a city: “%(name)s”."),
                code="password_public_name",
                params={"name": name},
            )

    def get_help_text(self) -> str:
        return _("It can’t contain the name of this site, of a city, or your own.")


def _find_name(password: str, names: Iterable[str]) -> str:
    """Return the longest of these names that a password contains; short ones count as a word only."""
    words = _split_words(password)
    letters = "".join(words)
    for name in sorted({"".join(_split_words(name)) for name in names}, key=len, reverse=True):
        is_known = len(name) >= _LONG or _HAN.fullmatch(name)
        if len(name) > 1 and (
            name in words or not letters.replace(name, "") or (is_known and name in letters)
        ):
            return name if letters else ""
    return ""


def _split_words(text: str) -> list[str]:
    """Return runs of letters, without accents and capitals."""
    decomposed = unicodedata.normalize("NFKD", text)
    return _LETTERS.findall("".join(c for c in decomposed if not unicodedata.combining(c)).casefold())


def _list_own_names(user: Any) -> Iterator[str]:
    """Yield user name, names and the e-mail address up to its @, each as a whole and in pieces."""
    for attribute in ("username", "first_name", "last_name", "email"):
        text = str(getattr(user, attribute, "") or "").partition("@")[0]
        yield from (text, *_split_words(text))


def _list_public_names() -> Iterator[str]:
    yield from _SITE_NAMES
    for english, chinese in City.objects.published().values_list("name_en", "name_zh_hans").order_by():
        for name in (english, _ENDS.sub("", english)):
            yield name
        for name in {chinese, _ENDS.sub("", chinese)} - {""}:
            yield from (name, convert_to_traditional(name), build_pinyin(name))
