"""Forms of the record admin: notes of changes, problems beside their fields, merging of concurrent edits."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django import forms
from django.core import signing
from django.http import HttpRequest, QueryDict
from django.utils.html import format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from records.admin.parts.part_keys import build_part_key, build_record_slug
from records.admin.parts.part_lines import describe_part
from records.admin.problems import ProblemRenderer
from records.admin.widgets.number_fields import take_chosen_readings
from records.admin.widgets.relations import has_only_keys
from records.choices import RevisionKind
from records.models import Record
from records.models.roles import is_required_to_publish
from records.publishing.validation import Problem
from records.texts.translation import CONTROL_CHARACTERS, is_legible


class ChangeReasonField(forms.CharField):
    """A text without control characters, which neither databases nor feeds can hold."""

    def to_python(self, value: Any) -> str:
        return super().to_python(CONTROL_CHARACTERS.sub("", str(value or ""))) or ""


class ChangeNoteForm(forms.Form):
    """What an editor says about a change. The reason of a correction becomes public and is required."""

    change_reason = ChangeReasonField(
        label=gettext_lazy("Reason of this change (only editors see it)"),
        required=False,
        max_length=500,
        widget=forms.TextInput({"class": "vTextField"}),
    )
    is_correction = forms.BooleanField(
        label=gettext_lazy("This corrects an error"),
        required=False,
        help_text=gettext_lazy(
            "The published record was wrong. The reason is then required and becomes public, with the old "
            "and the new values, on the page “Corrections”; your name does not. Write nothing private in it."
        ),
    )

    def __init__(self, request: HttpRequest, initial: dict[str, Any] | None = None) -> None:
        data = request.POST if request.method == "POST" else None
        super().__init__(data, initial=initial, label_suffix="")

    def clean(self) -> dict[str, Any]:
        reason = self.cleaned_data.get("change_reason")
        if self.cleaned_data.get("is_correction") and reason is not None and not is_legible(reason):
            self.add_error("change_reason", _("Give the reason: it is published with the correction."))
        return self.cleaned_data

    @property
    def problems(self) -> list[Problem]:
        """Why nothing can be written with this note; empty if it is valid."""
        return [Problem(_("This change"), "", str(text)) for texts in self.errors.values() for text in texts]

    def build_note(self) -> dict[str, Any]:
        """Return the arguments of `publication_transaction` that a valid form gives."""
        is_correction = self.cleaned_data["is_correction"]
        return {
            "reason": self.cleaned_data["change_reason"],
            "kind": RevisionKind.CORRECTION if is_correction else RevisionKind.UPDATE,
        }


class RefusedFormMixin(forms.BaseForm):
    """A form that is cleaned, but never valid, so that it isn't saved again."""

    def is_valid(self) -> bool:
        super().is_valid()
        return False


class OwnerFormMixin(forms.BaseForm):
    """The record in the form of one of its parts: nothing of it is shown, checked or changed."""

    def _post_clean(self) -> None:
        pass


class DeskForm(forms.ModelForm):
    """A form whose labels stand above their fields: each begins with a capital, and none has a colon."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        for field in self.fields.values():
            field.label = capfirst(field.label) if field.label else field.label


class RecordForm(DeskForm):
    """The slug of a new record is made from its name if it is left empty."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields and self.instance.pk is None:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _("Left empty: made from the English name.")

    def _post_clean(self) -> None:
        if "slug" in self.cleaned_data and not self.cleaned_data["slug"]:
            self.cleaned_data["slug"] = slug = build_record_slug(self)
            if not slug:
                self.add_error("slug", self.fields["slug"].error_messages["required"])
        super()._post_clean()  # type: ignore[misc]


class PartForm(DeskForm):
    """The key of a saved part is read-only: it is part of its address. That of a new one is made."""

    #: Value and year before the change.
    before = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "key" in self.fields:
            self.fields["key"].disabled = self.instance.pk is not None
            self.fields["key"].required = False

    def clean(self) -> dict[str, Any]:
        """Refuse a new part in which nothing is filled in; that of a draft may be incomplete."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.instance.pk is None and not self.has_changed():
            options: Any = self._meta.model._meta
            for field in filter(is_required_to_publish, options.fields):
                if field.name in self.fields:
                    self.add_error(field.name, self.fields[field.name].error_messages["required"])
        return cleaned

    def _post_clean(self) -> None:
        if self.instance.pk is not None:
            self.before = describe_part(self.instance)
        if "key" in self.cleaned_data and not self.cleaned_data["key"]:
            self.cleaned_data["key"] = build_part_key(self)
        super()._post_clean()  # type: ignore[misc]


# -- problems beside their fields -------------------------------------------------------------------


def attach_problems(problems: Iterable[Problem], form: forms.ModelForm, formsets: Iterable[Any]) -> None:
    """Add each distinct problem to its form field, or to the form if no field matches."""
    formsets = list(formsets)
    parts = {
        (formset.prefix, _get_part_key(part_form)): part_form
        for formset in formsets
        for part_form in formset.forms
        if hasattr(part_form, "cleaned_data")
    }
    problems = list(dict.fromkeys(problems))
    renderer = ProblemRenderer(problems)
    for problem in problems:
        message = renderer.render_message(problem)
        target, name = _find_field(problem, form, parts)
        if rows := _find_links(problem, form, formsets):
            for row, field in rows:
                row.add_error(field, message)
        elif name is not None:
            target.add_error(name, message)
        elif _is_about(problem, form.instance):
            form.add_error(
                None, format_html_join(": ", "{}", ((text,) for text in (*problem.list_labels(), message)))
            )
        else:
            form.add_error(None, renderer.render(problem))


def _find_field(
    problem: Problem, form: forms.ModelForm, parts: dict[tuple[str, str], forms.ModelForm]
) -> tuple[forms.ModelForm, str | None]:
    """Return the form and the field name for a problem such as "key_facts.area.value"; None: no field."""
    if not _is_about(problem, form.instance):
        return form, None
    *part, name = problem.field.split(".")
    target = parts.get((part[0], part[1])) if len(part) == 2 else None if part else form
    if target is None:
        return form, None
    field_name = next((field for field in (name, f"{name}_en") if field in target.fields), None)
    return target, field_name


def _find_links(
    problem: Problem, form: forms.ModelForm, formsets: Iterable[Any]
) -> list[tuple[forms.ModelForm, str]]:
    """Return the forms and the field of the links that have a problem such as "cities.city".

    A link has no key: they are those without a text there, or with the record or the
    control character that the message names.
    """
    prefix, _dot, name = problem.field.partition(".")
    if not name or "." in name or not _is_about(problem, form.instance):
        return []
    return [
        (row, name)
        for formset in formsets
        if formset.prefix == prefix
        for row in formset.forms
        if row.has_changed() or row.instance.pk
        if name in getattr(row, "cleaned_data", {}) and not row.cleaned_data.get("DELETE")
        if _is_refused_value(row.cleaned_data[name], problem)
    ]


def _is_refused_value(value: Any, problem: Problem) -> bool:
    if isinstance(value, Record):
        return f"“{value.slug}”" in problem.message
    text = str(value or "")
    if found := CONTROL_CHARACTERS.search(text):
        return f"U+{ord(found[0]):04X}" in problem.message
    return not is_legible(text) and "U+" not in problem.message


def _is_about(problem: Problem, record: Record) -> bool:
    # Compare slugs, not objects: the problem refers to an object that was rolled back.
    return isinstance(problem.record, type(record)) and problem.record.slug == record.slug


def _get_part_key(form: forms.ModelForm) -> str:
    return str(form.cleaned_data.get("key") or getattr(form.instance, "key", ""))


# -- two editors on one form ----------------------------------------------------------------------------

#: The values of one form by field, as a browser submits them.
FieldValues = dict[str, list[str]]
#: The values of a record's form ("" → "") and of the forms of its parts (prefix → key of the row).
FormValues = dict[str, dict[str, FieldValues]]

_SALT = "records.admin_forms"


@dataclass(frozen=True)
class OpenedForm:
    """The version and status of the record and the values when the form was opened."""

    version: int
    values: FormValues
    status: str = ""

    def dump(self) -> str:
        """Return the signed value of the hidden form field."""
        return signing.dumps(asdict(self), salt=_SALT, compress=True)

    @classmethod
    def load(cls, text: str) -> "OpenedForm":
        """Parse the value of `dump()`. An invalid one gives version -1 (matches none) and no values."""
        try:
            return cls(**signing.loads(text, salt=_SALT))
        except (signing.BadSignature, TypeError, ValueError):
            return cls(-1, {})


@dataclass(frozen=True)
class FormDifference:
    """A field whose saved and typed values differ, with display values."""

    label: str
    saved: str
    typed: str
    by_both: bool


def get_shown_values(form: forms.BaseForm, formsets: Iterable[Any]) -> FormValues:
    """Return the values of unbound forms."""
    shown: FormValues = {"": {"": _get_form_values(form)}}
    for formset in formsets:
        shown[formset.prefix] = {str(row.instance.pk): _get_form_values(row) for row in formset.initial_forms}
    return shown


def _get_form_values(form: forms.BaseForm) -> FieldValues:
    values = {}
    for bound in form:
        if not bound.field.widget.is_hidden and bound.name != "DELETE":
            values[bound.name] = normalize_values(_get_shown_value(bound))
    return values


def _get_shown_value(bound: forms.BoundField) -> Iterable[Any]:
    # The admin wraps the widgets of relations in RelatedFieldWidgetWrapper.
    widget: Any = getattr(bound.field.widget, "widget", bound.field.widget)
    if isinstance(widget, forms.CheckboxInput):
        return ["on"] if bound.value() else []
    shown = widget.format_value(bound.value())
    return shown if isinstance(shown, (list, tuple)) else [shown]


def normalize_values(values: Iterable[Any]) -> list[str]:
    """Convert values to strings for comparison, without empty ones and with LF line ends."""
    return [str(value).replace("\r\n", "\n") for value in values if value not in (None, "", False)]


class FormMerge:
    """Three-way merge of the opened, the saved and the submitted values of a form.

    A field that only one side changed gets that change; if both did, the submitted value wins. `differences`
    has every field whose saved and submitted values differ.
    """

    def __init__(self, opened: FormValues, sent: QueryDict, form: Any, formsets: Sequence[Any]) -> None:
        self.opened = opened
        self.sent = sent = take_chosen_readings(sent)
        self.differences: list[FormDifference] = []
        self.saved = get_shown_values(form, formsets)
        self.data = sent.copy()
        self._merge_form("", "", form, prefix="", label="")
        for formset in formsets:
            self._merge_rows(formset)

    def _get_opened_values(self, group: str, row: str) -> FieldValues:
        return self.opened.get(group, {}).get(row, {})

    def _get_typed_values(self, form: Any, prefix: str, opened: FieldValues) -> FieldValues:
        """Return the submitted values; read-only fields have the value at opening."""
        typed = {}
        for name, field in form.fields.items():
            if field.widget.is_hidden or name == "DELETE":
                continue
            locked = field.disabled or (name == "key" and f"{prefix}{name}" not in self.sent)
            typed[name] = (
                opened.get(name, []) if locked else normalize_values(self.sent.getlist(f"{prefix}{name}"))
            )
        return typed

    def _merge_form(self, group: str, row: str, form: Any, prefix: str, label: str) -> FieldValues:
        """Merge one form into `data`, collect the differences and return the merged values."""
        opened, saved = self._get_opened_values(group, row), self.saved[group][row]
        typed = self._get_typed_values(form, prefix, opened)
        merged = {}
        for name, value in typed.items():
            now, then = saved.get(name, []), opened.get(name)
            by_them, by_us = now != then, value != then
            merged[name] = value if by_us else now
            if now != value:
                self._add_difference(form, name, label, now, value, by_both=by_them and by_us)
        self._set_values(prefix, merged)
        return merged

    def _add_difference(
        self, form: Any, name: str, label: str, saved: list[str], typed: list[str], by_both: bool
    ) -> None:
        field = form.fields[name]
        name_shown = capfirst(str(field.label or name))
        label = f"{label}: {name_shown}" if label else name_shown
        self.differences.append(
            FormDifference(label, _format_values(field, saved), _format_values(field, typed), by_both)
        )

    def _set_values(self, prefix: str, values: FieldValues) -> None:
        for name, value in values.items():
            self.data.setlist(f"{prefix}{name}", value)

    def _merge_rows(self, formset: Any) -> None:
        """Merge a formset: saved rows first, then new rows and edited rows that another writer deleted."""
        prefix, pk_name = formset.prefix, formset.model._meta.pk.name
        sent_rows = self._take_rows(prefix, pk_name)
        number = 0
        for row in formset.initial_forms:
            pk, place = str(row.instance.pk), f"{prefix}-{number}-"
            sent = sent_rows.pop(pk, None)
            label = _format_row_label(formset, row.instance)
            self.data[f"{place}{pk_name}"] = pk
            self.data[f"{place}{formset.fk.name}"] = str(formset.instance.pk)
            if sent is None:
                self._set_values(place, self.saved[prefix][pk])
                self.differences.append(FormDifference(label, _("added"), "", by_both=False))
            else:
                for name, values in sent.items():
                    self.sent.setlist(f"{place}{name}", values)
                # What isn't a field of its own, as what is typed of a new source.
                self._set_values(place, {name: sent[name] for name in sent if name not in row.fields})
                self._merge_form(prefix, pk, row, place, label)
                if "DELETE" in sent:
                    self.data[f"{place}DELETE"] = "on"
            number += 1
        initial = number
        for pk, sent in sent_rows.items():
            typed = {name: normalize_values(values) for name, values in sent.items()}
            opened = self._get_opened_values(prefix, pk)
            if opened:
                # The key is read-only and not submitted.
                typed = {name: typed.get(name, opened[name] if name == "key" else []) for name in opened}
                changed = typed != opened and "DELETE" not in sent
                typed_rows = _("changed; kept as a new row") if changed else ""
                label = _format_row_label(formset, " ".join(opened.get("key", [pk])))
                self.differences.append(FormDifference(label, _("deleted"), typed_rows, by_both=changed))
                if not changed:
                    continue
            self._set_values(f"{prefix}-{number}-", typed)
            number += 1
        self.data[f"{prefix}-INITIAL_FORMS"] = str(initial)
        self.data[f"{prefix}-TOTAL_FORMS"] = str(number)

    def _take_rows(self, prefix: str, pk_name: str) -> dict[str, dict[str, list[str]]]:
        """Remove the submitted rows from the data; return them by primary key, new ones by number."""
        self.sent = self.sent.copy()
        total = self.sent.get(f"{prefix}-TOTAL_FORMS", "0")
        numbered: list[dict[str, list[str]]] = [
            {} for _row in range(int(total) if re.fullmatch("[0-9]{1,4}", total) else 0)
        ]
        for name in list(self.sent):
            match = re.fullmatch(rf"{prefix}-([0-9]{{1,4}})-(.+)", name)
            if match and int(match[1]) < len(numbered):
                numbered[int(match[1])][match[2]] = self.sent.getlist(name)
                del self.sent[name]
                self.data.pop(name, None)
        rows = {}
        for number, row in enumerate(numbered):
            pk = "".join(row.pop(pk_name, []))
            if row:
                rows[pk or f"new {number}"] = row
        return rows


def _format_row_label(formset: Any, row: Any) -> str:
    return f"{capfirst(str(formset.model._meta.verbose_name))} “{row}”"


def _format_values(field: forms.Field, values: list[str]) -> str:
    """Format the values of a field for display."""
    if isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
        keys = [value for value in values if has_only_keys(field.queryset.model, [value])]
        return "; ".join(map(str, field.queryset.filter(pk__in=keys))) if keys else ""
    if isinstance(field, forms.BooleanField):
        return _("yes") if values else _("no")
    return "; ".join(_iterate_labels(field, values))


def _iterate_labels(field: forms.Field, values: list[str]) -> Iterator[str]:
    labels = {str(code): str(label) for code, label in getattr(field, "choices", ())}
    for value in values:
        yield labels.get(value, value)
