"""Choosers: fields in which related records are found by typing, and chosen. They work without scripts."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import Any

from django import forms
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.exceptions import PermissionDenied
from django.db import models
from django.forms.utils import ErrorDict, flatatt
from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

#: The button that looks for what is typed into a chooser; its value is the name of the chooser's field.
FIND_BUTTON = "_find"
MOST_FOUND = 12

_SEARCH_SUFFIX = "__find"


@dataclass(frozen=True)
class Choice:
    """A record that can be chosen. The details tell it from another one with its name."""

    key: str
    name: str
    details: str


class ChosenKey(str):
    """The submitted key of a chosen record, and what was typed to find another."""

    search = ""
    #: Whether it was sent to find something, and in this chooser.
    is_finding = False
    is_searched = False

    def keep(self, key: str) -> "ChosenKey":
        """Return another key with what was typed."""
        kept = ChosenKey(key)
        kept.search, kept.is_finding, kept.is_searched = self.search, self.is_finding, self.is_searched
        return kept


class ChosenKeys(list[Any]):
    """The submitted keys of chosen records, and what was typed to find more."""

    search = ""
    #: Whether it was sent to find something, and in this chooser.
    is_finding = False
    is_searched = False
    #: What was typed of a new record, by the name of its field, and the name of the chooser.
    new: Mapping[str, str] = {}
    name = ""

    def keep(self, keys: Iterable[Any]) -> "ChosenKeys":
        """Return other keys with what was typed."""
        kept = ChosenKeys(keys)
        kept.search, kept.is_finding, kept.is_searched = self.search, self.is_finding, self.is_searched
        kept.new, kept.name = self.new, self.name
        return kept


class ChoiceAdmin(BaseModelAdmin):
    """Admin of records that can be chosen in a chooser."""

    #: What tells a record from another one with its name: as in `list_display`, fields or methods of the
    #: record, or methods of the admin.
    choice_details: tuple[str, ...] = ()

    def get_urls(self) -> Any:
        name = f"{self.opts.app_label}_{self.opts.model_name}_choices"
        view = self.admin_site.admin_view(ChoicesView.as_view(admin_site=self.admin_site))
        return [path("choices/", view, name=name), *super().get_urls()]  # type: ignore[misc]

    @property
    def choice_related(self) -> list[str]:
        """The relations that the details name."""
        relations = {field.name for field in self.opts.get_fields() if field.many_to_one}
        return [name for name in self.choice_details if name in relations]

    def get_choice_name(self, obj: Any) -> str:
        return str(obj)

    def describe_choices(self, rows: Iterable[Any]) -> list[Choice]:
        """Name the records, with their details, and where these are the same too, with their slugs."""
        rows = list(rows)
        choices = [Choice(str(row.pk), self.get_choice_name(row), self._join_details(row)) for row in rows]
        counts = Counter((choice.name, choice.details) for choice in choices)
        return [
            replace(choice, details=f"{choice.details} · {row.slug}")
            if counts[choice.name, choice.details] > 1
            else choice
            for choice, row in zip(choices, rows, strict=True)
        ]

    def _join_details(self, obj: Any) -> str:
        details = (
            getattr(self, name)(obj) if hasattr(self, name) else getattr(obj, name)
            for name in self.choice_details
        )
        texts = (str(detail() if callable(detail) else detail or "") for detail in details)
        return " · ".join(filter(None, texts))

    def select_choices(self, queryset: models.QuerySet) -> models.QuerySet:
        """Fetch with the records what `describe_choices()` reads."""
        return queryset.select_related(*self.choice_related) if self.choice_related else queryset

    def find_choices(
        self, request: HttpRequest, queryset: models.QuerySet, text: str
    ) -> tuple[list[Choice], str]:
        """Return the first records that have the text, and how many there are, as a sentence."""
        if not self.has_view_permission(request):
            return [], describe_count(0)
        found, may_repeat = self.get_search_results(request, queryset, text)  # type: ignore[attr-defined]
        rows = list(self.select_choices(found.distinct() if may_repeat else found)[: MOST_FOUND + 1])
        return self.describe_choices(rows[:MOST_FOUND]), describe_count(len(rows))


def describe_count(count: int) -> str:
    if not count:
        return _("Nothing found.")
    if count > MOST_FOUND:
        return _("More than %(count)s found: type more to narrow it down.") % {"count": MOST_FOUND}
    return ngettext("%(count)s found.", "%(count)s found.", count) % {"count": count}


class ChoicesView(AutocompleteJsonView):
    """The records that a chooser finds: Django's view, with details, and without counting all of them."""

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> JsonResponse:
        self.term, self.model_admin, self.source_field, _to_field = self.process_request(request)
        if not self.has_perm(request):
            raise PermissionDenied
        model_admin: Any = self.model_admin
        queryset = model_admin.get_queryset(request)
        queryset = queryset.complex_filter(self.source_field.get_limit_choices_to())
        choices, status = model_admin.find_choices(request, queryset, self.term)
        return JsonResponse({"choices": [asdict(choice) for choice in choices], "status": status})


class Chooser(forms.Select):
    """The chosen record, and a field to find another one.

    Without scripts the records are boxes, and a button looks for the text in the field. The scripts make a
    combobox of the field.
    """

    template_name = "admin/includes/chooser.html"

    def __init__(self, db_field: Any, admin_site: Any, request: HttpRequest) -> None:
        super().__init__()
        self.related_admin = admin_site.get_model_admin(db_field.remote_field.model)
        self.label = db_field.verbose_name
        self.find = partial(self.related_admin.find_choices, request)
        opts, owner = self.related_admin.opts, db_field.model._meta
        names = {"app_label": owner.app_label, "model_name": owner.model_name, "field_name": db_field.name}
        self.url = reverse(f"{admin_site.name}:{opts.app_label}_{opts.model_name}_choices", query=names)

    def _render(self, template_name: str, context: Any, renderer: Any = None) -> SafeString:
        return render_to_string(
            template_name, context
        )  # renderers of forms know only the templates of Django

    def use_required_attribute(self, initial: Any) -> bool:
        return False

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return self._keep_search(ChosenKey(data.get(name) or ""), data, name)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False  # of boxes, only the checked ones are submitted

    def _keep_search(self, value: Any, data: Any, name: str) -> Any:
        value.search = str(data.get(f"{name}{_SEARCH_SUFFIX}") or "").strip()
        value.is_finding = FIND_BUTTON in data
        value.is_searched = data.get(FIND_BUTTON) == name
        return value

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = forms.Widget.get_context(self, name, None, attrs)
        chosen = self.related_admin.describe_choices(self._iterate_chosen(self.format_value(value)))
        found, status = self._find_more(value, chosen)
        context["widget"] |= {
            "kind": "checkbox" if self.allow_multiple_selected else "radio",
            "label": self.label,
            "field_attrs": flatatt(context["widget"]["attrs"]),
            "url": self.url,
            "chosen": chosen,
            "found": found,
            "status": status,
            "search": getattr(value, "search", ""),
            "search_name": f"{name}{_SEARCH_SUFFIX}",
            "find_button": FIND_BUTTON,
            "can_be_empty": not self.is_required and not self.allow_multiple_selected,
        }
        return context

    def _find_more(self, value: Any, chosen: list[Choice]) -> tuple[list[Choice], str]:
        if not getattr(value, "is_searched", False) or not value.search:
            return [], ""
        choices: Any = self.choices
        found, status = self.find(choices.field.queryset, value.search)
        return [choice for choice in found if choice not in chosen], status

    def _iterate_chosen(self, keys: list[str]) -> Iterator[models.Model]:
        choices: Any = self.choices
        field = choices.field
        wanted = [key for key in dict.fromkeys(keys) if key not in field.empty_values]
        rows = field.chosen.select(field.queryset, wanted) if field.chosen else None
        if rows is None:
            rows = field.queryset.filter(pk__in=wanted) if wanted else ()
        by_key = {str(row.pk): row for row in rows}
        return (by_key[key] for key in wanted if key in by_key)


class MultipleChooser(Chooser):
    """The chosen records in their order, and a field to find more."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return self._keep_search(ChosenKeys(data.getlist(name)), data, name)


def forget_errors(form: Any, formsets: Iterable[Any]) -> None:
    """Remove the errors of forms that were sent to find something, and not to be saved."""
    for one in [form, *(row for formset in formsets for row in formset.forms)]:
        one._errors = ErrorDict()
    for formset in formsets:
        formset._errors = [row._errors for row in formset.forms]
        formset._non_form_errors = formset.error_class()
