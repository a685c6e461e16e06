"""Filters of lists, used as facets of pages and by the API."""

from array import array
from collections.abc import Callable, Collection, Sequence
from functools import cached_property, reduce
from itertools import islice
from operator import or_
from typing import Any, ClassVar

import django_filters
from django import forms
from django.contrib.admin.utils import get_fields_from_path, lookup_spawns_duplicates
from django.db.models import Case, CharField, F, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Substr
from django.db.models.lookups import Exact
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from pyroaring import BitMap64

from records.filters.facet_index import FacetIndex, build_facet_index, list_keys_by_code
from records.filters.facets import Facet, Option, Relaxation, ValueCoverage
from records.models import Record
from records.ordering import BytewiseCollation
from records.texts.formats import format_stated_date
from records.texts.translation import convert_to_simplified
from records.version_cache import cache_value, find_read_types, read_versions

_MOST_WORDS = 10
#: Beside the facets, the index of a list has the countries of rows, and which have a value for an order.
_COUNTRY, _SORT = "*country", "*sort"


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

    `unknown`: the code for rows with an empty field ("not recorded"). `leading`: codes that the facet has in
    view. `page_only`: the API has its own filter with this name, which finds the same rows. `bytewise`: the
    index of the field compares bytes, because it serves an order; PostgreSQL uses it only for conditions that
    compare bytes, too.
    """

    field_class = CodesField

    def __init__(
        self,
        field_name: str,
        *,
        choices: Any,
        unknown: str = "",
        page_only: bool = False,
        bytewise: bool = False,
        leading: Collection[str] = (),
        **kwargs: Any,
    ) -> None:
        self.unknown, self.page_only, self.bytewise, self.leading = unknown, page_only, bytewise, leading
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
        stored = "" if self.unknown and code == self.unknown else code
        if self.bytewise:
            return Q(Exact(BytewiseCollation(F(self.field_name)), stored))
        return Q(**{self.field_name: stored})

    def build_code(self) -> Any:
        """Return the expression for the code of a row. An empty one counts as `unknown`."""
        return F(self.field_name)

    def build_key_queries(self, qs: QuerySet) -> list[QuerySet]:
        """Return queries as of `list_keys_by_code()`: the codes, each with its rows."""
        return [list_keys_by_code(qs, self.build_code())]


class ListedCodesFilter(CodesFilter):
    """Matches any of several codes of a `CodeListField`."""

    def condition(self, code: str) -> Q:
        return Q(**{f"{self.field_name}__contains": f"|{code}|"})

    def build_key_queries(self, qs: QuerySet) -> list[QuerySet]:
        codes = [str(code) for code, _label in self.extra["choices"]]
        return [list_keys_by_code(qs.filter(self.condition(code)), Value(code)) for code in codes]


class RelatedCodesFilter(CodesFilter):
    """Matches any of several codes of other rows, which refer to a row by their field `owner`."""

    def __init__(self, field_name: str, *, rows: QuerySet, owner: str, **kwargs: Any) -> None:
        self.rows, self.owner = rows, owner
        super().__init__(field_name, **kwargs)

    def multiplies_rows(self, model: Any) -> bool:
        return False

    def condition(self, code: str) -> Q:
        return Q(pk__in=self.rows.filter(**{self.field_name: code}).order_by().values(self.owner))

    def build_key_queries(self, qs: QuerySet) -> list[QuerySet]:
        return [list_keys_by_code(self.rows, F(self.field_name), self.owner)]


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

    Each option is counted with all other filters applied. A process keeps the rows of each option, the
    choices and the orders until a record of one of `list_read_types()` changes, so counting and finding the
    rows of a page needs no query without a text filter, and one with it. `sort_labels`: label of each order;
    `default_sort_label`: label of the order of the view. `api_parameters`: those with which the API has the
    rows of the view where no filter is set.
    """

    api_parameters: ClassVar[dict[str, str]] = {}
    sort_labels: ClassVar[dict[str, Any]] = {}
    default_sort_label: ClassVar[Any] = _("Default order")

    @classmethod
    def list_read_types(cls) -> Collection[str]:
        """Return the types of the records that the filters and the items of the list read."""
        filters = cls.base_filters.values()
        related: list[Any] = [entry.rows.model for entry in filters if isinstance(entry, RelatedCodesFilter)]
        return find_read_types(cls._meta.model, *related)

    @cached_property
    def version(self) -> dict[str, tuple[int, Any]]:
        """Number and time of the newest publication of each type that the list reads."""
        return read_versions(self.list_read_types())

    def find_newest_publication(self) -> tuple[int, Any] | None:
        """Return number and time of the newest publication of the type of the list."""
        return self.version.get(self.queryset.model.type_code)

    def get_form_class(self) -> type[forms.Form]:
        for name, entry in self._facet_filters.items():
            choices = entry.extra["choices"]
            if callable(choices):
                # The filters are copies of those of the class.
                entry.extra["choices"] = self._cache(("choices", name, get_language()), choices)
        form_class: type[forms.Form] = super().get_form_class()
        return form_class

    @property
    def problems(self) -> list[tuple[str, str]]:
        """Pairs of parameter and error message."""
        return [(name, str(message)) for name, messages in self.form.errors.items() for message in messages]

    @property
    def is_filtered(self) -> bool:
        """Whether a filter is in use. An order isn't one."""
        return bool(self._values_in_use)

    def count_rows(self) -> int:
        """Return the number of rows that match all filters."""
        return len(self._match())

    def list_keys(self, start: int, stop: int) -> list[int]:
        """Return the primary keys of a page of the rows that match all filters, in the chosen order."""
        sort = self._get_value("sort")
        if len(sort) > 1:  # orders of their own are too many to be kept
            return list(self.qs.values_list("pk", flat=True)[start:stop])
        ordered = self._cache(("order", str(self.queryset.query.where), *sort), self._list_ordered_keys)
        return list(islice(filter(self._match().__contains__, ordered), start, stop))

    def find_country(self) -> str:
        """Return the code of the country in which all matching rows are; "" if there are several or none."""
        rows = self._match()
        countries = self._index.codes[_COUNTRY].items()
        return next((code for code, located in countries if rows and rows <= located), "")

    def facets(self) -> list[Facet]:
        return [
            Facet(name, entry.label, self._list_options(name), isinstance(entry, YearFilter), entry.leading)
            for name, entry in self._facet_filters.items()
        ]

    def _list_options(self, name: str) -> list[Option]:
        rows, chosen, matching = self._match(name), self._get_value(name), self._index.codes[name]
        return [
            Option(code, label, rows.intersection_cardinality(matching.get(code, BitMap64())), code in chosen)
            for code, label in ((str(value), label) for value, label in self.form.fields[name].choices)
        ]

    @property
    def coverage(self) -> list[ValueCoverage]:
        """How many rows have a value, for each filter or order in use that some lack."""
        found = []
        for name, entry in self._facet_filters.items():
            if (chosen := self._get_value(name)) and entry.unknown not in chosen:
                known = self._index.get_rows(name, self._index.codes[name].keys() - {entry.unknown, ""})
                found.append((entry.label, known, self._match(name), True))
        sort = (self._get_value("sort") or [""])[0].lstrip("-")
        if sort and sort in self._index.codes[_SORT]:
            known = self._index.get_rows(_SORT, [sort])
            found.append((self.sort_labels.get(sort, ""), known, self._match(), False))
        coverage = [
            ValueCoverage(label, rows.intersection_cardinality(known), len(rows), is_filter)
            for label, known, rows, is_filter in found
        ]
        return [entry for entry in coverage if entry.missing]

    def list_relaxations(self) -> list[Relaxation]:
        """Return the filters in use without which there are rows, most rows first."""
        dropped = [
            Relaxation(name, self.filters[name].label, self._list_value_labels(name), len(self._match(name)))
            for name in self._chosen
        ]
        return sorted((entry for entry in dropped if entry.count), key=lambda entry: -entry.count)

    def _list_value_labels(self, name: str) -> list[Any]:
        value = self.form.cleaned_data[name]
        labels = {str(code): label for code, label in getattr(self.form.fields[name], "choices", ())}
        return [labels[code] for code in value] if labels else [value]

    @property
    def _facet_filters(self) -> dict[str, CodesFilter]:
        return {name: entry for name, entry in self.filters.items() if isinstance(entry, CodesFilter)}

    def _get_value(self, name: str) -> list[str]:
        return self.form.cleaned_data.get(name) or []

    @property
    def _values_in_use(self) -> dict[str, Any]:
        return {name: value for name, value in self.form.cleaned_data.items() if value and name != "sort"}

    @cached_property
    def _chosen(self) -> dict[str, BitMap64]:
        """The rows that each filter in use matches."""
        return {name: self._find_rows(name, value) for name, value in self._values_in_use.items()}

    def _find_rows(self, name: str, value: Any) -> BitMap64:
        if name in self._facet_filters:
            return self._index.get_rows(name, value)
        rows = self.filters[name].filter(self.queryset.order_by(), value)
        return BitMap64(rows.values_list("pk", flat=True))

    def _match(self, excluded: str = "") -> BitMap64:
        """Return the rows that match all filters, except one."""
        chosen = (rows for name, rows in self._chosen.items() if name != excluded)
        return self._index.rows.intersection(*chosen)

    # -- what a process keeps -----------------------------------------------------------------------

    def _cache(self, key: tuple[Any, ...], build: Callable[[], Any]) -> Any:
        return cache_value((type(self), *key), self.version, build)

    @cached_property
    def _index(self) -> FacetIndex:
        return self._cache(("index", str(self.queryset.query.where)), self._build_index)

    def _build_index(self) -> FacetIndex:
        qs = self.queryset.order_by()
        if qs.query.distinct or qs.query.annotations:
            qs = qs.model._default_manager.filter(pk__in=qs.values("pk"))
        queries = {name: entry.build_key_queries(qs) for name, entry in self._facet_filters.items()}
        path: str = qs.model.country_path
        queries[_COUNTRY] = [list_keys_by_code(qs, F(path))] if path else []
        incomplete = self.filters["sort"].incomplete if "sort" in self.filters else {}
        queries[_SORT] = [
            list_keys_by_code(qs.filter(**{f"{field}__gt": ""}), Value(name))
            for name, field in incomplete.items()
        ]
        index = build_facet_index(qs, queries)
        for name, entry in self._facet_filters.items():
            if entry.unknown:
                codes = index.codes[name]
                codes[entry.unknown] = codes.get(entry.unknown, BitMap64()) | codes.pop("", BitMap64())
        return index

    def _list_ordered_keys(self) -> Sequence[int]:
        sort = self._get_value("sort")
        rows = self.filters["sort"].filter(self.queryset, sort) if sort else self.queryset
        keys = rows.prefetch_related(None).values_list("pk", flat=True)
        return array("Q", keys.iterator())


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
