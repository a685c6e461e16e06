"""Finding materials by a name, a waste code or a word."""

import re
from enum import IntEnum

from django.db.models import Q, QuerySet

from initiatives.models import Material, MaterialName
from records.texts.translation import convert_to_simplified

#: Of more materials with a word in their names, only so many are taken.
_MAX_MATERIALS = 50
_EWC_CODE = re.compile(r"(\d\d)\s*(\d\d)\s*(\d\d)\s*(\*?)")
_NATIONAL_CODE = re.compile(r"(\d{3})-?(\d{3})-?(S?\d{2})", re.IGNORECASE)


class MaterialMatch(IntEnum):
    """How a material was found; lower is better."""

    SAME = 0
    KIND = 1
    WORD = 2


def find_materials(text: str) -> dict[int, MaterialMatch]:
    """Return the published materials for a name, a code or a word: primary key -> how it was found.

    Kinds of a material, and what it is a kind of, are found with it. Words count only if nothing has this
    name or code.
    """
    same = set(_filter_by_name_or_code(text).values_list("pk", flat=True)[:_MAX_MATERIALS])
    if not same:
        words = _filter_by_word(text).values_list("pk", flat=True)[:_MAX_MATERIALS]
        return dict.fromkeys(words, MaterialMatch.WORD)
    related = Material.objects.published().filter(Q(parent__in=same) | Q(kinds__in=same))
    found = dict.fromkeys(related.values_list("pk", flat=True)[:_MAX_MATERIALS], MaterialMatch.KIND)
    return found | dict.fromkeys(same, MaterialMatch.SAME)


def _filter_by_name_or_code(text: str) -> QuerySet[Material]:
    name = convert_to_simplified(text.strip())
    condition = Q(slug__iexact=name) | Q(name_en__iexact=name) | Q(name_zh_hans__iexact=name)
    condition |= Q(other_names__text__iexact=name)
    if match := _EWC_CODE.fullmatch(name):
        code = f"{match[1]} {match[2]} {match[3]}"
        condition |= Q(ewc_code__in=[f"{code}*"] if match[4] else [code, f"{code}*"])
    if match := _NATIONAL_CODE.fullmatch(name):
        parts = match.groups()
        condition |= Q(national_code__iexact="-".join(parts)) | Q(national_code__iexact="".join(parts))
    condition |= Q(national_code__iexact=name)
    return Material.objects.published().filter(condition).order_by("name_en", "pk").distinct()


def _filter_by_word(text: str) -> QuerySet[Material]:
    """Return the materials with each of the words in one of their names."""
    materials = Material.objects.published()
    for word in convert_to_simplified(text).split():
        named = MaterialName.objects.filter(text__icontains=word).values("material")
        names = Q(name_en__icontains=word) | Q(name_zh_hans__icontains=word) | Q(pk__in=named)
        materials = materials.filter(names)
    return materials.order_by("name_en", "pk")
