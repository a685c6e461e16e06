"""Complete admin forms: every field of a record and its links, and of one part of each kind on its page.

`values` says what stands in a field, by a kind of extreme. What a form refuses is replaced by what it takes.
"""

from dataclasses import dataclass, field
from itertools import count
from typing import Any

from django import forms
from django.contrib.admin.sites import site
from django.db import models
from django.urls import reverse

from api.records.resources import get_resource
from initiatives.models import MaterialFlow
from records.admin import PartInline
from records.fields import CodeListField, StatedDateField, TextListField
from records.models import Record
from records.validators import year_validators
from tests.admin_client import admin_url, choose_answers

#: What stands in the fields beside "usual": 0; less than 0; as much as there is room for; Chinese alone; and
#: of the fields that may be empty every other one, so that of each pair one is missing.
KINDS = ("zero", "negative", "huge", "chinese", "even", "odd")

# Of these, one excludes the other.
_LEFT_OUT = {"Designation": {"city"}, "Indicator": {"topic"}, "IndicatorValue": {"reason"}}
_numbers = count(1)

_DATES = {"usual": "2019-05-04", "zero": "1900", "negative": "1900-01", "huge": "2100-12-31"}
_YEARS = {"usual": 2019, "zero": 1900, "negative": 1900, "huge": 2100}
_WHOLE = {"usual": 3, "zero": 0, "negative": -1, "huge": 999}
_DECIMALS = {"usual": "12.5", "zero": "0", "negative": "-12.5", "huge": "99999999999999.9"}
_SHARES = {"usual": "30", "zero": "0", "negative": "-1", "huge": "100"}
_FLOATS = {"usual": 30.5, "zero": 0, "negative": -90, "huge": 90}
_PLAIN = {
    "country": "CN", "language": "zh-Hans", "ewc_code": "10 01 02*", "national_code": "900-001-S17",
    "statistic": "",
}  # fmt: skip


@dataclass
class Blank:
    """An empty form with one row of each kind of link: what it sends of itself, and its fields."""

    sent: dict[str, Any] = field(default_factory=dict)
    #: Name in the form -> (model, field of the form, name of the field of the model).
    fields: dict[str, tuple[type[models.Model], forms.Field, str]] = field(default_factory=dict)

    def add(self, form: Any) -> None:
        for bound in form:
            name = bound.html_name.replace("__prefix__", "0")
            if isinstance(bound.field.widget, forms.HiddenInput) or bound.name == "DELETE":
                self.sent[name] = bound.value() or ""
            else:
                self.fields[name] = form._meta.model, bound.field, bound.name


def fetch_blank_form(editor_client: Any, model: type[Record]) -> Blank:
    """The form of a new record."""
    if model not in _blanks:
        _blanks[model] = _read_blank_form(editor_client, admin_url(model, "add"))
    return _blanks[model]


def fetch_blank_part(editor_client: Any, record: Record, relation: str) -> Blank:
    """The form of a new part of a record."""
    return _read_blank_form(editor_client, admin_url(type(record), "part_add", record.pk, relation))


def _read_blank_form(editor_client: Any, path: str) -> Blank:
    response = editor_client.get(path)
    found = Blank()
    found.add(response.context["adminform"].form)
    for inline in response.context["inline_admin_formsets"]:
        formset = inline.formset
        found.add(formset.empty_form)
        for bound in formset.management_form:
            found.sent[bound.html_name] = bound.value()
        found.sent[f"{formset.prefix}-TOTAL_FORMS"] = "1"
    for name in [name for name in found.sent if name.endswith("-DELETE")]:
        del found.sent[name]
    if opened := response.context.get("opened"):
        found.sent["_opened"] = opened
    return found


_blanks: dict[type[Record], Blank] = {}


def get_model_field(model: Any, name: str) -> Any:
    """The field of the model for a field of its form; for a Traditional text that of the Simplified one."""
    return model._meta.get_field(name.replace("_zh_hant", "_zh_hans"))


def make_text(model_field: models.Field, kind: str) -> str:
    name = model_field.name
    chinese = name.endswith("_zh_hans")
    words = "长春市汽车循环" if chinese else "Wide words "
    if kind == "huge":
        length = model_field.max_length or 20_000
        return (words * (length // len(words) + 1))[:length].strip()
    if kind == "chinese" and name.endswith("_en"):
        return "" if not _is_needed(model_field) else "Words"
    return words.strip()


def _is_needed(model_field: models.Field) -> bool:
    """Whether a record can't be published without the text."""
    translated = getattr(model_field.model, "translated_fields", {})
    return any(
        model_field.name == f"{name}_en" and not declared.blank for name, declared in translated.items()
    )


def choose_value(editor_client: Any, model: Any, form_field: forms.Field, name: str, kind: str) -> Any:
    """What is typed into a field."""
    if name.endswith("_zh_hant"):
        return "繁體" if kind == "huge" else ""
    model_field = model._meta.get_field(name)
    scale = kind if kind in _DATES else "usual"
    if isinstance(form_field, forms.ModelChoiceField):
        other = select_related_object(editor_client, model_field.related_model, model)
        if name == "other" and other is not None:
            # The second of two cities: the first is the newest.
            published = model_field.related_model.objects.published().exclude(pk=other.pk)
            other = published.first() or publish_filled_form(editor_client, model_field.related_model)
        several = isinstance(form_field, forms.ModelMultipleChoiceField)
        return ([other.pk] if other else []) if several else (other.pk if other else "")
    if isinstance(model_field, CodeListField):
        return [code for code, _label in model_field.codes] if scale != "zero" else []
    if name == "recorded":  # the names of flows
        flow = MaterialFlow.objects.order_by("-pk").first()
        return f"{flow.from_name_en} | 名称" if flow else ""
    if isinstance(model_field, TextListField):
        return "\n".join(["Cars | 汽车"] * (60 if scale == "huge" else 2))
    if isinstance(model_field, models.BooleanField):
        return "" if scale == "zero" else "true" if model_field.null else "on"
    if model_field.choices:
        codes = [code for code, _label in model_field.flatchoices if code]
        return codes[-1 if scale == "huge" else 0]
    if isinstance(model_field, (StatedDateField, models.DateField)):
        date = _DATES[scale]
        return date if isinstance(model_field, StatedDateField) else f"{date}-01-01"[:10]
    return make_number(model_field, scale) if is_number(model_field) else make_word(model_field, kind)


def is_number(model_field: Any) -> bool:
    return isinstance(model_field, (models.IntegerField, models.DecimalField, models.FloatField))


def make_number(model_field: Any, scale: str) -> Any:
    if isinstance(model_field, models.FloatField):
        return _FLOATS[scale] * (2 if model_field.name == "lon" else 1)
    if isinstance(model_field, models.DecimalField):
        return (_SHARES if model_field.max_digits == 5 else _DECIMALS)[scale]
    if model_field.name == "zero_waste_round" and scale == "usual":  # no two programmes are the same round
        taken = set(model_field.model.objects.values_list(model_field.name, flat=True))
        return next(number for number in count(1) if number not in taken)
    years = all(validator in model_field.validators for validator in year_validators)
    return (_YEARS if years else _WHOLE)[scale]


def make_word(model_field: Any, kind: str) -> str:
    name = model_field.name
    if name in ("slug", "key"):
        said = f"{name}-{next(_numbers)}"
        return said.ljust(model_field.max_length, "x") if kind == "huge" else said
    if name == "admin_code":
        return f"{next(_numbers):06d}"
    if isinstance(model_field, models.URLField):
        said = "https://example.org/page"
        return said.ljust(model_field.max_length, "x") if kind == "huge" else said
    return _PLAIN[name] if name in _PLAIN else make_text(model_field, kind)


def select_related_object(editor_client: Any, model: Any, holder: Any) -> Any:
    """The newest published record of a type; made where there is none."""
    found = model.objects.published().order_by("-pk").first()
    return found or (publish_filled_form(editor_client, model) if model is not holder else None)


def fill_form(editor_client: Any, model: type[Record], kind: str = "usual") -> dict[str, Any]:
    """What a browser would send of the form of a record in which nothing is left empty that `kind` fills."""
    return fill_blank(editor_client, fetch_blank_form(editor_client, model), kind)


def fill_blank(editor_client: Any, form: Blank, kind: str = "usual") -> dict[str, Any]:
    """What a browser would send of a form in which nothing is left empty that `kind` fills."""
    data = dict(form.sent)
    for position, (name, (owner, form_field, field_name)) in enumerate(form.fields.items()):
        model_field: Any = get_model_field(owner, field_name)
        may_be_empty = model_field.blank and not model_field.many_to_many and not _is_needed(model_field)
        if field_name in _LEFT_OUT.get(owner.__name__, ()):
            continue
        if may_be_empty and kind in ("even", "odd") and position % 2 != (kind == "odd"):
            continue
        value = choose_value(editor_client, owner, form_field, field_name, kind)
        if value != "":
            data[name] = value
    return data


def collect_errors(response: Any) -> dict[str, list[str]]:
    """What a form says stands in the way, by the field's name in it; "" and a part's prefix: at its top."""
    found = {}
    for form in collect_forms(response):
        for name, messages in form.errors.items():
            at = form[name].html_name if name in form.fields else form.prefix or ""
            found[at] = list(messages)
    return found


def collect_forms(response: Any) -> list[Any]:
    sets = [inline.formset for inline in response.context["inline_admin_formsets"]]
    return [response.context["adminform"].form, *(form for formset in sets for form in formset.forms)]


def publish_filled_form(editor_client: Any, model: type[Record], kind: str = "usual", **changes: Any) -> Any:
    """A record published through its form, with one part of each kind added on its page.

    What is refused becomes the usual, or is left empty.
    Of questions, the answer is to keep what was typed.
    """
    data = {**fill_form(editor_client, model, kind), **changes}
    _submit_until_taken(editor_client, admin_url(model, "add"), fetch_blank_form(editor_client, model), data)
    record = model.objects.get(slug=data["slug"])
    for relation in list_part_relations(model):
        blank = fetch_blank_part(editor_client, record, relation)
        path = admin_url(model, "part_add", record.pk, relation)
        _submit_until_taken(editor_client, path, blank, fill_blank(editor_client, blank, kind))
    return model.objects.get(pk=record.pk)


def publish_form(editor_client: Any, path: str, data: dict[str, Any]) -> Any:
    """The answer to a form that is published; of questions, the answer is to keep what was typed."""
    sent = {**data, "_publish": "1"}
    response = editor_client.post(path, sent)
    while response.status_code == 200 and not collect_errors(response):
        answers = choose_answers(response) | choose_answers(response, "another")
        if answers.items() <= sent.items():
            break
        sent |= answers
        response = editor_client.post(path, sent)
    return response


def list_part_relations(model: type[Record]) -> list[str]:
    """The accessors of the parts of a record that have pages of their own."""
    inlines = site._registry[model].inlines
    return [inline.get_relation() for inline in inlines if issubclass(inline, PartInline)]


def _submit_until_taken(editor_client: Any, path: str, blank: Blank, data: dict[str, Any]) -> None:
    usual: dict[str, Any] = {}
    for attempt in range(6):
        response = publish_form(editor_client, path, data)
        if response.status_code == 302:
            return
        refused = collect_errors(response)
        assert refused, response.context["errors"]
        if not usual:
            usual = fill_blank(editor_client, blank)
            usual |= {"slug": data["slug"]} if "slug" in data else {}
        names = list(refused)
        if attempt == 2:  # what hangs together is replaced together
            parts = {name.rpartition("-")[0] for name in refused}
            names = [name for name in usual if name.rpartition("-")[0] in parts]
        for name in names:
            data.pop(name, None)
            if attempt != 1 and name in usual:
                data[name] = usual[name]
    raise AssertionError((path, refused))


def list_pages(record: Any) -> list[str]:
    """The pages that show a record, and the record as data."""
    own = record.path.partition("#")[0]
    found = [f"/{language}{own}" for language in ("en", "zh-hans")]
    resource = get_resource(type(record))
    return [*found, reverse(f"api-{resource.list_name}-detail", args=[record.slug])]


RECORDS = sorted(
    (model for model in site._registry if issubclass(model, Record)), key=lambda model: model._meta.label
)
