"""Filters of lists, used as facets of pages and by the API."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from operator import or_
from typing import Any, ClassVar

import django_filters
from django import forms
from django.contrib.admin.utils import get_fields_from_path, lookup_spawns_duplicates
from django.db.models import Case, CharField, Count, F, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, StrIndex, Substr
from django.utils.translation import gettext_lazy as _

from records.choices import SourceKind
from records.facets import Facet, Option, Relaxation, ValueCoverage
from records.formats import format_stated_date, get_language_name
from records.models import Record, Source, Theme
from records.ordering import BytewiseCollation
from records.translation import convert_to_simplified

_MOST_WORDS = 10
#: In place of a code: all rows, and those with any code.
_ALL, _KNOWN = "*all", "*known"


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

    `unknown`: the code for rows with an empty field ("not recorded"). `page_only`: the API has its own filter
    with this name, which finds the same rows.
    """

    field_class = CodesField

    def __init__(
        self, field_name: str, *, choices: Any, unknown: str = "", page_only: bool = False, **kwargs: Any
    ) -> None:
        self.unknown, self.page_only = unknown, page_only
        super().__init__(field_name, choices=choices, **kwargs)

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        if not value:
            return qs
        rows = qs.filter(reduce(or_, (self.condition(code) for code in value)))
        return rows.distinct() if self.multiplies_rows(qs.model) else rows

    def multiplies_rows(self, model: Any) -> bool:
        """Return whether a row may match several times, so that the query needs DISTINCT, which reads all."""
        return lookup_spawns_duplicates(model._meta, self.field_name)

    def condition(self, code: str) -> Q:
        return Q(**{self.field_name: "" if self.unknown and code == self.unknown else code})

    def build_known_condition(self, codes: list[str]) -> Q:
        """Return the condition for rows with any of the codes, which are all but `unknown`."""
        return reduce(or_, (self.condition(code) for code in codes), Q(pk__in=[]))

    def build_code(self) -> Any:
        """Return the expression for the code of a row. An empty one counts as `unknown`."""
        return F(self.field_name)

    def build_count_queries(self, qs: QuerySet) -> list[QuerySet]:
        """Return queries of pairs: a code as text, and its number of matching rows."""
        return [count_by_code(qs, self.build_code(), "pk")]


def count_by_code(qs: QuerySet, code: Any, counted: str) -> QuerySet:
    rows = qs.order_by().annotate(facet_code=Cast(code, CharField())).values_list("facet_code")
    return rows.annotate(facet_rows=Count(counted, distinct=True))


class ListedCodesFilter(CodesFilter):
    """Matches any of several codes of a `CodeListField`."""

    def condition(self, code: str) -> Q:
        return Q(**{f"{self.field_name}__contains": f"|{code}|"})

    def build_count_queries(self, qs: QuerySet) -> list[QuerySet]:
        codes = [str(code) for code, _label in self.extra["choices"]]
        return [count_by_code(qs.filter(self.condition(code)), Value(code), "pk") for code in codes]


class RelatedCodesFilter(CodesFilter):
    """Matches any of several codes of other rows, which refer to a row by their field `owner`."""

    def __init__(self, field_name: str, *, rows: QuerySet, owner: str, **kwargs: Any) -> None:
        self.rows, self.owner = rows, owner
        super().__init__(field_name, **kwargs)

    def multiplies_rows(self, model: Any) -> bool:
        return False

    def condition(self, code: str) -> Q:
        return Q(pk__in=self.rows.filter(**{self.field_name: code}).order_by().values(self.owner))

    def build_known_condition(self, codes: list[str]) -> Q:
        return Q(pk__in=self.rows.filter(**{f"{self.field_name}__gt": ""}).order_by().values(self.owner))

    def build_count_queries(self, qs: QuerySet) -> list[QuerySet]:
        rows = self.rows.filter(**{f"{self.owner}__in": qs.order_by().values("pk")})
        return [count_by_code(rows, F(self.field_name), self.owner)]


class YearFilter(CodesFilter):
    """Filters by the year of a `StatedDateField`."""

    def __init__(self, field_name: str, **kwargs: Any) -> None:
        super().__init__(field_name, unknown="undated", **kwargs)

    def condition(self, code: str) -> Q:
        return Q(
            **{self.field_name: ""} if code == self.unknown else {f"{self.field_name}__startswith": code}
        )

    def build_code(self) -> Any:
        return Substr(self.field_name, 1, 4)


def build_year_choices(model: type[Record], field: str) -> Callable[[], list[tuple[str, str]]]:
    """Return a callable that lists the years of published records, newest first, then "not recorded"."""

    def choices() -> list[tuple[str, str]]:
        dates = model.objects.published().annotate(stated_year=Substr(Cast(field, CharField()), 1, 4))
        years = dates.order_by("-stated_year").values_list("stated_year", flat=True).distinct()
        return [
            (year or "undated", format_stated_date(year) or str(_("Date not known")))
            for year in years
            if year is not None
        ]

    return choices


class TextSearchFilter(django_filters.CharFilter):
    """Matches rows with all words in any of the fields, in simplified or traditional characters.

    `names`: translated fields; `plain_fields`: others.
    """

    def __init__(self, *names: str, plain_fields: tuple[str, ...] = (), **kwargs: Any) -> None:
        self.paths = tuple(path for name in names for path in list_text_paths(name)) + plain_fields
        super().__init__(max_length=100, **kwargs)

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        for word in (value or "").split()[:_MOST_WORDS]:
            qs = qs.filter(
                reduce(
                    or_,
                    (
                        Q(**{f"{path}__icontains": form})
                        for path in self.paths
                        for form in sorted({word, convert_to_simplified(word)})
                    ),
                )
            )
        return qs


def list_text_paths(name: str) -> tuple[str, str, str]:
    """Return the lookup paths of a translated field: "city__name" is that of a related record."""
    owner, separator, field = name.rpartition("__")
    return f"{name}_en", f"{name}_zh_hans", f"{owner}{separator}zh_hant__{field}"


class FacetedFilterSet(django_filters.FilterSet):
    """A FilterSet whose `CodesFilter`s are also shown as facets.

    Each option is counted with all other filters applied. `sort_labels`: label of each order;
    `default_sort_label`: label of the order of the view. `api_parameters`: those with which the API has the
    rows of the view where no filter is set.
    """

    api_parameters: ClassVar[dict[str, str]] = {}
    sort_labels: ClassVar[dict[str, Any]] = {}
    default_sort_label: ClassVar[Any] = _("Default order")
    coverage: Sequence[ValueCoverage] = ()

    def facets(self) -> list[Facet]:
        """Return the facets, and set `coverage`. Runs one query."""
        counts = self._count_options()
        self.coverage = list(self._iter_coverage(counts))
        return [
            Facet(
                name,
                entry.label,
                [
                    Option(
                        str(code), label, counts[name].get(str(code), 0), str(code) in self._get_value(name)
                    )
                    for code, label in self.form.fields[name].choices
                ],
            )
            for name, entry in self._iter_facet_filters()
        ]

    def list_relaxations(self) -> list[Relaxation]:
        """Return the filters in use without which there are rows, most rows first. Runs one query."""
        used = [name for name, value in self.form.cleaned_data.items() if value and name != "sort"]
        queries = [
            count_by_code(self._without(name), Value(name), "pk").values_list("facet_code", "facet_rows")
            for name in used
        ]
        if len(used) < 2:  # without the only filter, the list has all rows
            counts = {name: self.queryset.count() for name in used}
        else:
            counts = dict(queries[0].union(*queries[1:], all=True))
        dropped = [
            Relaxation(name, self.filters[name].label, self._list_value_labels(name), counts[name])
            for name in used
            if counts.get(name)
        ]
        return sorted(dropped, key=lambda entry: -entry.count)

    def _list_value_labels(self, name: str) -> list[Any]:
        value = self.form.cleaned_data[name]
        labels = {str(code): label for code, label in getattr(self.form.fields[name], "choices", ())}
        return [labels[code] for code in value] if labels else [value]

    def _iter_facet_filters(self) -> Iterator[tuple[str, CodesFilter]]:
        return ((name, entry) for name, entry in self.filters.items() if isinstance(entry, CodesFilter))

    def _get_value(self, name: str) -> list[str]:
        return self.form.cleaned_data.get(name) or []

    def _count_options(self) -> dict[str, dict[str, int]]:
        """Return the number of rows by facet and code, from one query."""
        counts: dict[str, dict[str, int]] = defaultdict(dict)
        queries = [
            query.annotate(facet_name=Value(name, output_field=CharField()))
            for name, entry in self._iter_facet_filters()
            for query in entry.build_count_queries(self._without(name))
        ]
        queries += self._build_coverage_queries()
        if not queries:
            return counts
        first, *others = queries
        for code, rows, name in first.union(*others, all=True) if others else first:
            if key := code or self.filters[name].unknown:
                counts[name][key] = counts[name].get(key, 0) + rows
        return counts

    def _build_coverage_queries(self) -> list[QuerySet]:
        """Count the rows with and without a value, for each filter in use that may leave out the latter."""
        conditions = {}
        for name, entry in self._iter_facet_filters():
            codes = [str(code) for code, _label in self.form.fields[name].choices]
            if (chosen := self._get_value(name)) and entry.unknown not in chosen:
                known = [code for code in codes if code != entry.unknown]
                conditions[name] = entry.build_known_condition(known)
        if field := self._find_incomplete_sort():
            conditions["sort"] = Q(**{f"{field}__gt": ""})
        return [
            count_by_code(rows, Value(code), "pk").annotate(facet_name=Value(name, output_field=CharField()))
            for name, condition in conditions.items()
            for code, rows in ((_ALL, self._without(name)), (_KNOWN, self._without(name).filter(condition)))
        ]

    def _iter_coverage(self, counts: dict[str, dict[str, int]]) -> Iterator[ValueCoverage]:
        for name, found in counts.items():
            known, total = found.get(_KNOWN, 0), found.get(_ALL, 0)
            if known < total:
                is_filter = name != "sort"
                label = self.filters[name].label if is_filter else self._find_sort_label()
                yield ValueCoverage(label, known, total, is_filter)

    def _find_incomplete_sort(self) -> str:
        """Return the field of the chosen order if rows may lack it, else an empty string."""
        chosen = self._get_value("sort")
        ordering = self.filters.get("sort")
        return ordering.incomplete.get(chosen[0].lstrip("-"), "") if chosen and ordering else ""

    def _find_sort_label(self) -> Any:
        return self.sort_labels.get(self._get_value("sort")[0].lstrip("-"), "")

    def _without(self, excluded: str) -> QuerySet:
        qs = self.queryset.all()
        for name, value in self.form.cleaned_data.items():
            if name not in (excluded, "sort"):
                qs = self.filters[name].filter(qs, value)
        if not (qs.query.distinct or qs.query.annotations):
            return qs.order_by()
        # values() on a DISTINCT query would merge rows with equal values.
        return self.queryset.model._default_manager.filter(pk__in=qs.order_by().values("pk"))

    @property
    def problems(self) -> list[tuple[str, str]]:
        """Pairs of parameter and error message."""
        return [(name, str(message)) for name, messages in self.form.errors.items() for message in messages]


class TotalOrdering(django_filters.OrderingFilter):
    """An ordering that ends in the primary key, so that rows with equal values keep their place.

    Texts are compared by bytes, as by the indexes of the API. `incomplete`: parameters by which rows
    without a value come last, each with its field, a text.
    """

    def __init__(self, *args: Any, incomplete: dict[str, str] | None = None, **kwargs: Any) -> None:
        self.incomplete = incomplete or {}
        super().__init__(*args, **kwargs)

    def filter(self, qs: QuerySet, value: Any) -> QuerySet:
        params = [param for param in value or () if param]  # `?sort=,` has none
        if not params:
            return qs  # the order of the view also ends in the primary key
        return qs.order_by(*(part for param in params for part in self._list_parts(qs.model, param)), "pk")

    def _list_parts(self, model: Any, param: str) -> list[Any]:
        field = self.incomplete.get(param.lstrip("-"))
        last = [Case(When(**{field: ""}, then=Value(1)), default=Value(0))] if field else []
        return [*last, self._build_order(model, param)]

    def _build_order(self, model: Any, param: str) -> Any:
        name = self.get_ordering_value(param)
        path = name.removeprefix("-")
        is_text = isinstance(get_fields_from_path(model, path)[-1], (CharField, TextField))
        order = BytewiseCollation(F(path)) if is_text else F(path)
        return order.desc() if name.startswith("-") else order.asc()


def _list_source_languages() -> list[tuple[str, str]]:
    """Return the languages of published sources, without their scripts."""
    tags = Source.objects.published().order_by("language").values_list("language", flat=True).distinct()
    return [(code, get_language_name(code)) for code in sorted({tag.split("-")[0] for tag in tags})]


class SourceLanguageFilter(CodesFilter):
    """Filters by the language of a source, without its script."""

    def condition(self, code: str) -> Q:
        return Q(language=code) | Q(language__startswith=f"{code}-")

    def build_code(self) -> Any:
        before_script = Substr("language", 1, StrIndex("language", Value("-")) - 1)
        return Case(When(language__contains="-", then=before_script), default=F("language"))


class SourceLinkFilter(CodesFilter):
    """Filters by whether pages link to the source."""

    def condition(self, code: str) -> Q:
        return Q(link_ok=code == "linked")

    def build_code(self) -> Any:
        return Case(When(link_ok=True, then=Value("linked")), default=Value("copy"))


class SourceFilter(FacetedFilterSet):
    q = TextSearchFilter(plain_fields=("title", "publisher"), label=_("Title or publisher"))
    kind = CodesFilter("kind", choices=SourceKind.choices, label=_("Type"))
    language = SourceLanguageFilter("language", choices=_list_source_languages, label=_("Language"))
    year = YearFilter("published", choices=build_year_choices(Source, "published"), label=_("Year"))
    link = SourceLinkFilter(
        "link_ok",
        choices=[("linked", _("Linked")), ("copy", _("Read in a copy, no link"))],
        label=_("Address"),
    )
    sort = TotalOrdering(
        fields=[("title", "title"), ("published", "published")], incomplete={"published": "published"}
    )
    sort_labels = {"title": _("Title"), "published": _("Oldest first")}
    default_sort_label = _("Most used first")

    class Meta:
        model = Source
        fields: list[str] = []


class ThemeFilter(FacetedFilterSet):
    """Themes are few and stand in the order of the Coalition, without filters."""

    class Meta:
        model = Theme
        fields: list[str] = []
