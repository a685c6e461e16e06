"""Texts in three languages side by side: fields, lengths, Traditional Chinese written by hand."""

import re
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.http import HttpRequest
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from records.fields import TranslatedField
from records.texts.translation import COLUMNS, OVERRIDES, convert_to_traditional, get_text

_TRADITIONAL = "繁體"
_LINE_BREAKS = re.compile(r"\s*[\r\n]+\s*")


class TextLengthValidator(MaxLengthValidator):
    """Says by how much a text is too long."""

    def __call__(self, value: str) -> None:
        length = len(value)
        if (over := length - self.limit_value) > 0:
            message = ngettext(
                "%(over)d character too many: this has %(length)d, at most %(limit)d fit.",
                "%(over)d characters too many: this has %(length)d, at most %(limit)d fit.",
                over,
            )
            params = {"over": over, "length": length, "limit": self.limit_value}
            raise ValidationError(message % params, code=self.code)


class OneLineTextarea(forms.Textarea):
    """A field for one line of text, which is shown in as many lines as it needs."""

    def __init__(self, attrs: Any = None) -> None:
        super().__init__({"rows": 1, "data-one-line": "", **(attrs or {})})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        value = super().value_from_datadict(data, files, name)
        return _LINE_BREAKS.sub(" ", value) if value else value


def get_traditional_name(name: str) -> str:
    """Return the name of the form field for the Traditional text of a translated field."""
    return f"{name}_{OVERRIDES}"


def _get_editable_texts(model: type[models.Model]) -> dict[str, TranslatedField]:
    texts = getattr(model, "translated_fields", {})
    return {name: text for name, text in texts.items() if text.has_overrides}


def set_text_widget(field: forms.Field, column: models.Field, language: str) -> forms.Field:
    """Show a form field of a text by its language; a text that is too long is counted, not cut off."""
    attrs = {"lang": language}
    limit = column.max_length
    field.widget = OneLineTextarea(attrs) if limit else forms.Textarea({**attrs, "rows": 3})
    if limit:
        field.widget.attrs["data-limit"] = str(limit)
        kept = [one for one in field.validators if not isinstance(one, MaxLengthValidator)]
        field.validators = [*kept, TextLengthValidator(limit)]
    return field


class TranslatedTextsForm(forms.ModelForm):
    """Has a field for the Traditional text of each translated field. Left empty, it is converted."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        written = getattr(self.instance, OVERRIDES, None) or {}
        for name in _get_editable_texts(self._meta.model):
            if f"{name}_zh_hans" in self.fields:
                self.initial.setdefault(get_traditional_name(name), written.get(name, ""))
            else:  # a form with some of the fields
                self.fields.pop(get_traditional_name(name), None)

    def _list_texts(self) -> list[str]:
        texts = _get_editable_texts(self._meta.model)
        return [name for name in texts if get_traditional_name(name) in self.fields]

    def _post_clean(self) -> None:
        """Set the texts that were written by hand; one that equals the converted text is none."""
        if texts := self._list_texts():
            written = {**(getattr(self.instance, OVERRIDES) or {})}
            for name in texts:
                text = self.cleaned_data.get(get_traditional_name(name), "")
                simplified = self.cleaned_data.get(f"{name}_zh_hans") or ""
                is_typed = get_traditional_name(name) in self.changed_data
                if not text or (is_typed and text == convert_to_traditional(simplified)):
                    written.pop(name, None)
                else:
                    written[name] = text
            setattr(self.instance, OVERRIDES, written)
        super()._post_clean()  # type: ignore[misc]


def build_translated_form(model: type[models.Model], form: type[forms.ModelForm]) -> type[forms.ModelForm]:
    """Return a form class with the fields for Traditional texts."""
    fields = {
        get_traditional_name(name): _build_traditional_field(text)
        for name, text in _get_editable_texts(model).items()
    }
    return type("TranslatedForm", (TranslatedTextsForm, form), fields) if fields else form


def _build_traditional_field(text: TranslatedField) -> forms.Field:
    column = text.columns["zh_hans"]
    field = forms.CharField(
        required=False,
        label=format_lazy("{} ({})", text.verbose_name, _TRADITIONAL),
        help_text=_("Left empty: converted from 简体."),
        max_length=column.max_length,
    )
    return set_text_widget(field, column, COLUMNS[OVERRIDES])


class TranslatedTextsAdmin(BaseModelAdmin):
    """Admin whose forms show English, Simplified and Traditional of a text on one line.

    `fieldsets` and `fields` name the columns, `x_en` and `x_zh_hans`, or one of them.
    """

    def __init__(self, model: Any, *args: Any) -> None:
        super().__init__(model, *args)  # type: ignore[call-arg]
        self.form = build_translated_form(self.model, self.form)
        for name, text in _get_editable_texts(self.model).items():
            label = format_lazy("{} ({})", text.verbose_name, _TRADITIONAL)
            show = admin.display(description=label)(partial(_get_traditional, name))
            setattr(self, get_traditional_name(name), show)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return group_fieldsets(self.model, super().get_fieldsets(request, obj))

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        for text in _get_editable_texts(self.model).values():
            for code, column in text.columns.items():
                if column.name == db_field.name and field is not None:
                    if code != "en" and field.help_text == text.columns["en"].help_text:
                        field.help_text = ""  # it stands below the English
                    return set_text_widget(field, column, COLUMNS[code])
        return field


def _get_traditional(name: str, obj: models.Model) -> str:
    return str(get_text(obj, name, "zh-hant"))


def group_fieldsets(model: type[models.Model], fieldsets: Iterable[Any]) -> list[Any]:
    """Return fieldsets with the columns of each text on a line of their own, in the order of languages."""
    texts = _get_editable_texts(model)
    return [
        (title, {**options, "fields": _group_fields(texts, options["fields"])})
        for title, options in fieldsets
    ]


def _group_fields(texts: Iterable[str], fields: Sequence[Any]) -> list[Any]:
    columns = {
        column: tuple(f"{name}_{code}" for code in COLUMNS)
        for name in texts
        for column in (f"{name}_{code}" for code in COLUMNS)
    }
    lines: list[Any] = []
    for line in fields:
        names = line if isinstance(line, (list, tuple)) else [line]
        grouped = dict.fromkeys(columns[name] for name in names if name in columns)
        lines += [group for group in grouped if group not in lines]
        if others := tuple(name for name in names if name not in columns and name != OVERRIDES):
            lines.append(others if len(others) > 1 else others[0])
    return lines
