"""Custom model fields: translated texts, dates with precision, lists of codes and of texts, sources."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.db import models
from django.db.models.signals import m2m_changed
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy as _

from records.texts.translation import (
    COLUMNS,
    OVERRIDES,
    Text,
    get_text_from_columns,
    get_text_in_active_language,
)
from records.validators import FIRST_YEAR, LAST_YEAR, YEAR_MESSAGE

_COLUMN_LABELS = {"en": "English", "zh_hans": "简体"}


class TranslatedField:
    """A text in several languages, stored in the columns `<name>_en` and `<name>_zh_hans`.

    Declared like a field. Reading `<name>` returns the text in the active language, with fallback to another.
    Traditional Chinese is converted from Simplified when it is read, unless the row has a text of its own in
    `zh_hant`, which the first translated field adds to a model. Drafts may have empty texts; `blank=False`
    means that publishing requires the English text, which lists are sorted by. `has_overrides=False`:
    Traditional Chinese is always converted. `max_length` is one length for all columns, or one by column.
    """

    def __init__(
        self,
        verbose_name: Any,
        *,
        max_length: int | Mapping[str, int] | None = None,
        blank: bool = False,
        help_text: Any = "",
        has_overrides: bool = True,
    ) -> None:
        self.blank = blank
        self.verbose_name = verbose_name
        self.has_overrides = has_overrides
        self.columns: dict[str, models.Field] = {}
        for column in _COLUMN_LABELS:
            kwargs: dict[str, Any] = {
                "verbose_name": format_lazy("{} ({})", verbose_name, _COLUMN_LABELS[column]),
                "blank": True,
                "default": "",
                "db_default": "",
                "help_text": help_text,
            }
            length = max_length[column] if isinstance(max_length, Mapping) else max_length
            self.columns[column] = (
                models.CharField(max_length=length, **kwargs) if length else models.TextField(**kwargs)
            )

    def contribute_to_class(self, cls: type[models.Model], name: str) -> None:
        self.name = name
        for column, field in self.columns.items():
            cls.add_to_class(f"{name}_{column}", field)
        if self.has_overrides and all(field.name != OVERRIDES for field in cls._meta.local_fields):
            cls.add_to_class(OVERRIDES, TraditionalOverridesField())
        setattr(cls, name, self)
        # A new dictionary: a subclass must not add its fields to those of its parent.
        model: Any = cls
        model.translated_fields = {**getattr(cls, "translated_fields", {}), name: self}

    def __get__(self, instance: models.Model | None, owner: type) -> Any:
        return self if instance is None else get_text_in_active_language(instance, self.name)


class DraftOptionalField(models.Field):
    """A field that a draft may leave empty, with NULL in the database. Publishing requires a value."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["null"] = True
        super().__init__(*args, **kwargs)


class DraftOptionalForeignKey(DraftOptionalField, models.ForeignKey):
    """A reference that a draft may lack."""


class DraftOptionalDecimalField(DraftOptionalField, models.DecimalField):
    """A number that a draft may lack."""


def parse_json(typed: str) -> Any:
    """Parse JSON. Raises `ValueError` also for what no database stores: a half of a surrogate pair."""
    value = json.loads(typed)
    json.dumps(value, ensure_ascii=False).encode()
    return value


class TraditionalOverridesField(models.JSONField):
    """Traditional Chinese texts that replace the converted ones: `{name of the translated field: text}`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("verbose_name", _("Traditional Chinese texts"))
        kwargs.setdefault("default", dict)
        kwargs.setdefault("db_default", {})
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """Leave out the label, which migrations don't contain."""
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("verbose_name", None)
        return name, path, args, kwargs

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        if not isinstance(value, dict):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        for name, text in value.items():
            self.validate_text(name, text)

    def validate_text(self, name: str, text: Any) -> None:
        """Validate a text like the Simplified one of the same field."""
        declared = getattr(self.model, "translated_fields", {})
        if name not in declared or not isinstance(text, str) or not text.strip():
            raise ValidationError(
                _("“%(name)s” is no field with a text. Fields: %(allowed)s."),
                code="invalid_choice",
                params={"name": name, "allowed": ", ".join(declared)},
            )
        ProhibitNullCharactersValidator()(text)
        declared[name].columns["zh_hans"].run_validators(text)

    def formfield(self, **_kwargs: Any) -> None:
        """Return no form field. Forms of the admin have one for each text."""


_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def validate_stated_date(value: str) -> None:
    """Accept a valid year, month or day: "2018", "2018-05", "2018-05-04"."""
    match = _DATE.fullmatch(value)
    try:
        if not match:
            raise ValueError
        date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        raise ValidationError(
            _("“%(value)s” is no date. Write a year (2018), a month (2018-05) or a day (2018-05-04)."),
            code="invalid",
            params={"value": value},
        ) from None
    if not FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
        raise ValidationError(YEAR_MESSAGE, code="invalid")


class StatedDateField(models.CharField):
    """A date with the precision of its source: "2018", "2018-05" or "2018-05-04".

    Stored as text, which sorts chronologically.
    """

    default_validators = [validate_stated_date]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 10)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        kwargs.setdefault("db_default", "")
        super().__init__(*args, **kwargs)


class CodeListField(models.Field):
    """An ordered list of codes. Stored as `|a|b|`, so that a query can search for `|a|`."""

    def __init__(self, *args: Any, choices: Any = (), **kwargs: Any) -> None:
        kwargs.setdefault("default", list)
        kwargs.setdefault("db_default", [])
        kwargs.setdefault("blank", True)
        self.codes = list(getattr(choices, "choices", choices))
        super().__init__(*args, **kwargs)

    def get_internal_type(self) -> str:
        return "TextField"

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> list[str]:
        return self.to_python(value)

    def to_python(self, value: Any) -> list[str]:
        if value is None or value == "":
            return []
        if isinstance(value, str):
            return [code for code in value.split("|") if code]
        return list(value)

    def get_prep_value(self, value: Any) -> str:
        if isinstance(value, str):
            return value
        return f"|{'|'.join(value)}|" if value else ""

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj))

    def validate(self, value: list[str], model_instance: models.Model | None) -> None:
        allowed = {code for code, _label in self.codes}
        for code in value:
            if code not in allowed:
                raise ValidationError(
                    _("“%(code)s” is not allowed here. Allowed: %(allowed)s."),
                    code="invalid_choice",
                    params={"code": code, "allowed": ", ".join(sorted(allowed))},
                )
        super().validate(value, model_instance)

    def formfield(self, **kwargs: Any) -> forms.Field:
        return forms.MultipleChoiceField(
            choices=self.codes,
            required=not self.blank,
            label=kwargs.get("label", capfirst(self.verbose_name)),
            help_text=kwargs.get("help_text", self.help_text),
            widget=forms.CheckboxSelectMultiple,
        )


_ITEM_KEYS = (*COLUMNS, "key")


class TextListFormField(forms.CharField):
    """A list of texts, one per line: "English | 简体", optionally followed by "| 繁體" and "| key"."""

    widget = forms.Textarea(attrs={"rows": 4, "cols": 80})
    default_error_messages = {
        "half": _("Line %(lines)s: write the text in both languages, as in “Automotive | 汽车制造”."),
    }

    def prepare_value(self, value: Any) -> str:
        """Return the stored list as lines; invalid input is shown unchanged."""
        if isinstance(value, str) or value is None:
            return value or ""
        rows = [[str(item.get(name, "")) for name in _ITEM_KEYS] for item in value]
        if any("|" in text or "\n" in text for row in rows for text in row):
            return json.dumps(value, ensure_ascii=False)
        return "\n".join(" | ".join(row).rstrip(" |") for row in rows)

    def to_python(self, value: Any) -> Any:
        typed = super().to_python(value) or ""
        if typed.startswith("["):
            try:
                return parse_json(typed)
            except (ValueError, RecursionError):
                pass
        items, wrong = [], []
        for number, line in enumerate(typed.replace("｜", "|").splitlines(), start=1):
            texts = [text.strip() for text in line.split("|")]
            if not any(texts):
                continue
            if len(texts) > len(_ITEM_KEYS) or not all(texts[:2]) or len(texts) == 1:
                wrong.append(str(number))
            items.append({name: text for name, text in zip(_ITEM_KEYS, texts, strict=False) if text})
        if wrong:
            raise ValidationError(self.error_messages["half"], "half", params={"lines": ", ".join(wrong)})
        return items

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(data) != (initial or [])
        except ValidationError:
            return True


class TextListField(models.JSONField):
    """An ordered list of texts: `[{"en": …, "zh_hans": …, "zh_hant"?: …, "key"?: …}]`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", list)
        kwargs.setdefault("db_default", [])
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        well_formed = isinstance(value, list) and all(
            isinstance(item, dict)
            and item.get("en")
            and item.get("zh_hans")
            and set(item) <= {*COLUMNS, "key"}
            and all(isinstance(text, str) for text in item.values())
            for item in value
        )
        if not well_formed:
            raise ValidationError(
                _('Write a list of texts in both languages: [{"en": "Automotive", "zh_hans": "汽车制造"}].')
            )
        for text in (text for item in value for text in item.values()):
            ProhibitNullCharactersValidator()(text)

    def formfield(self, **kwargs: Any) -> forms.Field:
        return TextListFormField(
            required=not self.blank,
            label=kwargs.get("label", capfirst(self.verbose_name)),
            help_text=self.help_text
            or _(
                "One a line: English | 简体 | 繁體. Leave 繁體 out to convert 简体. A fourth text is the key."
            ),
        )


def translate_texts(items: list[dict[str, str]]) -> list[Text]:
    """Return the texts of a `TextListField` in the active language."""
    return [get_text_from_columns(item) for item in items]


_ManyToManyField: Any = models.ManyToManyField  # without the types of one relation


class SourcesField(_ManyToManyField):
    """Sources of a record or part, in order. `row.<name>` is a queryset of them.

    They are rows of `SourceLink`, one table for all such fields: the field is private, as a `GenericRelation`
    is, has no column or table, and isn't in migrations. Queries use the relation `source_links` of the row.
    """

    def __init__(self, verbose_name: Any) -> None:
        super().__init__(
            "records.Source",
            verbose_name=verbose_name,
            blank=True,
            related_name="+",
            through="records.SourceLink",
        )

    def contribute_to_class(self, cls: type[models.Model], name: str, **_kwargs: Any) -> None:
        super().contribute_to_class(cls, name, private_only=True)
        setattr(cls, name, self)

    def get_attname_column(self) -> tuple[str, None]:
        return self.name, None

    def __get__(self, row: Any, owner: Any = None) -> Any:
        if row is None:
            return self
        content_type = ContentType.objects.get_for_model(row)
        sources = self.related_model.objects.filter(
            links__content_type=content_type, links__object_id=row.pk, links__field=self.name
        )
        return sources.order_by("links__position")

    def __set__(self, row: Any, value: Any) -> None:
        raise TypeError(f"Set {self.name} by set_related() of a publication transaction.")

    def build_links(self, row: Any, ids: Iterable[int]) -> list[Any]:
        """Return unsaved links of a saved row to these sources."""
        link = self.remote_field.through
        return [
            link(owner=row, field=self.name, source_id=pk, position=position)
            for position, pk in enumerate(ids)
        ]

    def replace_links(self, row: Any, ids: Sequence[int]) -> None:
        """Write the sources of a saved row, with the signal of any many-to-many field."""
        options = {"instance": row, "action": "pre_add", "reverse": False, "model": self.related_model}
        m2m_changed.send(self.remote_field.through, pk_set={*ids}, using=row._state.db, **options)
        for link in row.source_links.filter(field=self.name).exclude(source__in=ids):
            link.owner = row
            link.delete()
        self.remote_field.through.objects.bulk_create(
            self.build_links(row, ids),
            update_conflicts=True,
            unique_fields=["content_type", "object_id", "field", "source"],
            update_fields=["position"],
        )
        getattr(row, "_prefetched_objects_cache", {}).pop("source_links", None)

    def value_from_object(self, row: Any) -> list[int]:
        """Return the primary keys of the sources. One query has those of all fields of a row."""
        if row.pk is None:
            return []
        models.prefetch_related_objects([row], "source_links")
        return [link.source_id for link in row.source_links.all() if link.field == self.name]

    def save_form_data(self, row: Any, sources: Iterable[Any]) -> None:
        """Keep the order of the sources; new ones come last."""
        former, chosen = self.value_from_object(row), [source.pk for source in sources]
        ids = [pk for pk in former if pk in chosen] + [pk for pk in chosen if pk not in former]
        if ids != former:
            self.replace_links(row, ids)
