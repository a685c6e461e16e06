"""Filters of lists, used as facets of pages and by the API."""

from collections import Counter
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from records.choices import SourceKind
from records.formats import get_language_name
from records.models import Source, Theme


class CommaSeparatedSelect(forms.SelectMultiple):
    """Accepts `?level=national,provincial` and `?level=national&level=provincial`."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        values = data.getlist(name) if hasattr(data, "getlist") else [data[name]] if name in data else []
        return [code for value in values for code in str(value).split(",") if code]


class CodesField(forms.MultipleChoiceField):
    widget = CommaSeparatedSelect
    default_error_messages = {"invalid_choice": _("“%(value)s” is not allowed here. Allowed: %(allowed)s.")}

    def __init__(self, *, choices: Any = (), **kwargs: Any) -> None:
        # Evaluate the choices once per form: they may require a query.
        super().__init__(choices=choices() if callable(choices) else choices, **kwargs)

    def validate(self, value: list[str]) -> None:
        choices: Any = self.choices
        allowed = [str(code) for code, _label in choices]
        for code in value:
            if code not in allowed:
                raise forms.ValidationError(
                    self.error_messages["invalid_choice"],
                    code="invalid_choice",
                    params={"value": code, "allowed": ", ".join(allowed)},
                )


class CodesFilter(django_filters.Filter):
    """Matches any of several codes. `choices` may be a function; it is called when the form is built.

    `unknown`: the code for rows with an empty field ("not recorded").
    """

    field_class = CodesField

    def __init__(self, field_name: str, *, choices: Any, unknown: str = "", **kwargs: Any) -> None:
        self.unknown = unknown
        super().__init__(field_name, choices=choices, **kwargs)

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        if not value:
            return qs
        return qs.filter(reduce(or_, (self.condition(code) for code in value))).distinct()

    def condition(self, code: str) -> Q:
        return Q(**{self.field_name: "" if self.unknown and code == self.unknown else code})

    def counts(self, qs: QuerySet) -> dict[str, int]:
        """Return the number of matching rows by code."""
        rows = qs.order_by().values_list(self.field_name).annotate(rows=Count("pk", distinct=True))
        return {str(code) or self.unknown: count for code, count in rows if code is not None}


class ListedCodesFilter(CodesFilter):
    """Matches any of several codes of a `CodeListField`."""

    def condition(self, code: str) -> Q:
        return Q(**{f"{self.field_name}__contains": f"|{code}|"})

    def counts(self, qs: QuerySet) -> dict[str, int]:
        totals: dict[str, int] = {}
        for codes in qs.order_by().values_list(self.field_name, flat=True):
            for code in codes:
                totals[code] = totals.get(code, 0) + 1
        return totals


@dataclass(frozen=True)
class Option:
    """An option of a facet with the number of rows that it matches."""

    code: str
    label: Any
    count: int
    selected: bool


@dataclass(frozen=True)
class Facet:
    name: str
    label: Any
    options: list[Option]


class FacetedFilterSet(django_filters.FilterSet):
    """A FilterSet whose `CodesFilter`s are also shown as facets.

    Each option is counted with all other filters applied. `sort_labels`: label of each order;
    `default_sort_label`: label of the order of the view. `api_parameters`: those with which the API has the
    rows of the view where no filter is set.
    """

    api_parameters: ClassVar[dict[str, str]] = {}
    sort_labels: ClassVar[dict[str, Any]] = {}
    default_sort_label: ClassVar[Any] = _("Default order")

    def facets(self) -> list[Facet]:
        facets = []
        for name, entry in self.filters.items():
            if not isinstance(entry, CodesFilter):
                continue
            chosen = self.form.cleaned_data.get(name) or []
            counts = entry.counts(self._without(name))
            options = [
                Option(str(code), label, counts.get(str(code), 0), str(code) in chosen)
                for code, label in self.form.fields[name].choices
            ]
            facets.append(Facet(name, entry.label, options))
        return facets

    def _without(self, excluded: str) -> QuerySet:
        qs = self.queryset.all()
        for name, value in self.form.cleaned_data.items():
            if name != excluded:
                qs = self.filters[name].filter(qs, value)
        # values() on a DISTINCT query would merge rows with equal values.
        return self.queryset.model._default_manager.filter(pk__in=qs.order_by().values("pk"))

    @property
    def problems(self) -> list[tuple[str, str]]:
        """Pairs of parameter and error message."""
        return [(name, str(message)) for name, messages in self.form.errors.items() for message in messages]


class TotalOrdering(django_filters.OrderingFilter):
    """An ordering that ends in the primary key, so that rows with equal values keep their place."""

    def filter(self, qs: QuerySet, value: Any) -> QuerySet:
        params = [param for param in value or () if param]  # `?sort=,` has none
        if not params:
            return qs  # the order of the view also ends in the primary key
        return qs.order_by(*(self.get_ordering_value(param) for param in params), "pk")


def _list_source_languages() -> list[tuple[str, str]]:
    """Return the languages of published sources, without their scripts."""
    tags = Source.objects.published().order_by("language").values_list("language", flat=True).distinct()
    return [(code, get_language_name(code)) for code in sorted({tag.split("-")[0] for tag in tags})]


class SourceLanguageFilter(CodesFilter):
    """Filters by the language of a source, without its script."""

    def condition(self, code: str) -> Q:
        return Q(language=code) | Q(language__startswith=f"{code}-")

    def counts(self, qs: QuerySet) -> dict[str, int]:
        return Counter(tag.split("-")[0] for tag in qs.order_by().values_list("language", flat=True))


class SourceLinkFilter(CodesFilter):
    """Filters by whether pages link to the source."""

    def condition(self, code: str) -> Q:
        return Q(link_ok=code == "linked")

    def counts(self, qs: QuerySet) -> dict[str, int]:
        rows = qs.order_by().values_list("link_ok").annotate(rows=Count("pk"))
        return {"linked" if linked else "copy": count for linked, count in rows}


class SourceFilter(FacetedFilterSet):
    q = django_filters.CharFilter(method="search", label=_("Title or publisher"), max_length=100)
    kind = CodesFilter("kind", choices=SourceKind.choices, label=_("Type"))
    language = SourceLanguageFilter("language", choices=_list_source_languages, label=_("Language"))
    link = SourceLinkFilter(
        "link_ok",
        choices=[("linked", _("Linked")), ("copy", _("Read in a copy, no link"))],
        label=_("Address"),
    )
    sort = TotalOrdering(fields=[("title", "title"), ("published", "published")])
    sort_labels = {"title": _("Title"), "published": _("Oldest first")}
    default_sort_label = _("Most used first")

    class Meta:
        model = Source
        fields: list[str] = []

    def search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(Q(title__icontains=value) | Q(publisher__icontains=value))


class ThemeFilter(FacetedFilterSet):
    """Themes are few and stand in the order of the Coalition, without filters."""

    class Meta:
        model = Theme
        fields: list[str] = []
