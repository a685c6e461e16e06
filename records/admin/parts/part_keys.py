"""Keys of new parts and slugs of new records: made once from their labels."""

from copy import copy
from typing import Any

from django import forms
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model
from django.forms.models import construct_instance
from django.utils.text import slugify
from django.utils.translation import override

from records.texts.pinyin import build_pinyin, strip_tone_marks
from records.texts.translation import get_text

#: What the address of a page for a new part ends with, in place of a key.
NEW = "add"


def build_part_key(form: forms.ModelForm) -> str:
    """Build the key of a new part from its English label, or from the pinyin of the Chinese one.

    It is unique within the record.
    """
    part = _read_form(form)
    return _find_free_key(part, _build_slug(part, "key") or slugify(part._meta.model_name))


def build_record_slug(form: forms.ModelForm) -> str:
    """Build the slug of a new record from its name, as that of a part; empty if it has none."""
    record = _read_form(form)
    slug = _build_slug(record, "slug")
    taken = set(type(record).objects.filter(slug__startswith=slug[:150]).values_list("slug", flat=True))
    return _add_number(slug, taken, 154) if slug else ""


def build_free_slug(row: Any, name: str, taken: set[str]) -> str:
    """Build the slug of a record, or the key of a part, that isn't in a form; empty for a nameless record."""
    slug = _build_slug(row, name) or (slugify(row._meta.model_name) if name == "key" else "")
    return _add_number(slug, {NEW, *taken}, row._meta.get_field(name).max_length - 6) if slug else ""


def _read_form(form: forms.ModelForm) -> Any:
    return construct_instance(form, copy(form.instance), form._meta.fields, form._meta.exclude)


def _build_slug(part: Any, name: str) -> str:
    length = part._meta.get_field(name).max_length
    with override("en"):
        try:
            label = str(part)
        except ObjectDoesNotExist:  # it is named after a record that isn't chosen yet
            label = ""
    texts = [label, *(str(get_text(part, name, "en") or "") for name in part.translated_fields)]
    for text in filter(None, texts):
        if slug := slugify(text) or slugify(strip_tone_marks(build_pinyin(text))):
            return _shorten(slug, length)
    return ""


def _shorten(slug: str, length: int) -> str:
    """Cut a slug between two words."""
    if len(slug) <= length:
        return slug
    cut = slug[: length + 1].rpartition("-")[0]
    return cut or slug[:length]


def _find_free_key(part: Model, slug: str) -> str:
    """Return the slug, with a number if another part of the record has it."""
    owner: Any = part._meta.get_field(part.owner)  # type: ignore[attr-defined]
    rows = type(part)._default_manager.filter(
        **{owner.attname: getattr(part, owner.attname), "key__startswith": slug[:90]}
    )
    return _add_number(slug, {NEW, *rows.values_list("key", flat=True)}, 94)


def _add_number(slug: str, taken: set[str], length: int) -> str:
    """Return the slug, with a number if it is taken."""
    free, number = slug, 1
    while free in taken:
        number += 1
        free = f"{_shorten(slug, length)}-{number}"
    return free
