"""The page that compares two to four records of a type, and its page for frames."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any
from urllib.parse import urlencode

from django.core.validators import slug_re
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from records.comparison.limits import shorten_comparison
from records.comparison.numbers import arrange_numbers, describe_main_row
from records.comparison.rows import (
    MAX_COMPARED,
    ComparedType,
    Comparison,
    build_comparison,
    get_compared_types,
)
from records.history.corrections import get_public_corrections
from records.models import Part, Publication, Record, SlugAlias
from records.pages.data_links import get_export_url
from records.pages.embeds import EmbedView
from records.pages.generic_views import PublicTemplateView
from records.texts.same_names import mark_same_names

_SLUG = r"[a-z0-9-]{1,160}"
#: Up to four slugs with commas; an empty value chooses the type.
_SLUGS_PATTERN = rf"(?:{_SLUG}(?:,{_SLUG}){{0,{MAX_COMPARED - 1}}})?"
#: Parameter that leaves out the rows whose answers are nearly equal, and its only value.
ONLY, DIFFERENT = "only", "differences"
#: Records that the form lists. Lists and profiles lead to the others.
_MAX_CHOICES = 500


@dataclass
class Selection:
    """The records that an address names, in its order. `problems` are parameters with messages."""

    kind: ComparedType
    records: list[Record] = field(default_factory=list)
    only_different: bool = False
    problems: list[tuple[str, str]] = field(default_factory=list)

    @property
    def query(self) -> str:
        return ",".join(record.slug for record in self.records)

    def build_query_without(self, record: Record) -> str:
        return ",".join(other.slug for other in self.records if other is not record)

    def build_url(self, name: str, *, only_different: bool | None = None) -> str:
        """Return the address of a view that shows these records; by default with as many rows as now."""
        is_short = self.only_different if only_different is None else only_different
        query = {self.kind.parameter: self.query, **({ONLY: DIFFERENT} if is_short else {})}
        return f"{reverse(name)}?{urlencode(query, safe=',')}"

    def get_file_url(self, name: str) -> str:
        """Return the URL of the shown rows as "CSV" or "XLSX"."""
        parameters = {self.kind.parameter: self.query, **self.only_parameters}
        return get_export_url(name, "comparison", parameters=parameters)

    @property
    def only_parameters(self) -> dict[str, str]:
        """The parameter that leaves out rows, if it is given."""
        return {ONLY: DIFFERENT} if self.only_different else {}

    def compare(self) -> Comparison:
        """Return the comparison; an empty one of fewer than two records."""
        if len(self.records) < 2:
            return Comparison()
        return build_comparison(self.records, only_different=self.only_different)

    def compare_in_short(self) -> Comparison:
        """Return the comparison as a page shows it."""
        comparison = self.compare()
        arrange_numbers(comparison, self.kind, self.records)
        shorten_comparison(comparison, self.records)
        return comparison


def read_selection(query: QueryDict) -> Selection:
    """Read the compared records from the query string. Former slugs are followed. At most three queries."""
    types = get_compared_types()
    named = [types[name] for name in query if name in types]
    selection = Selection(named[0] if named else next(iter(types.values())))
    parameter = selection.kind.parameter
    if len(named) > 1:
        message = _("Records of one type are compared; this parameter is left out.")
        selection.problems += [(kind.parameter, message) for kind in named[1:]]
    asked = ",".join(query.getlist(parameter)).split(",")
    slugs = list(dict.fromkeys(slug for text in asked if (slug := text.strip())))
    if len(slugs) > MAX_COMPARED:
        message = _("At most %(count)s are compared; the others are left out.") % {"count": MAX_COMPARED}
        selection.problems.append((parameter, message))
    selection.only_different = query.get(ONLY, "") == DIFFERENT
    if query.get(ONLY, "") not in ("", DIFFERENT):
        selection.problems.append((ONLY, _("This can only be “%(value)s”.") % {"value": DIFFERENT}))
    slugs = slugs[:MAX_COMPARED]
    found = _find_records(selection.kind, slugs)
    selection.records = list(dict.fromkeys(found[slug] for slug in slugs if slug in found))
    _mark_same_titles(selection.kind, selection.records)
    for slug in slugs:
        if slug not in found:
            message = _("“%(slug)s” isn’t listed here, or is no longer.") % {"slug": slug[:160]}
            selection.problems.append((parameter, message))
    return selection


def _find_records(kind: ComparedType, slugs: list[str]) -> dict[str, Record]:
    """Return the published records by the slugs that were asked for."""
    published = kind.queryset.published()
    slugs = [slug for slug in slugs if slug_re.match(slug)]
    found = {record.slug: record for record in published.filter(slug__in=slugs)} if slugs else {}
    if missing := [slug for slug in slugs if slug not in found]:
        aliases = SlugAlias.objects.filter(record_type=kind.model.type_code, slug__in=missing)
        targets = dict(aliases.values_list("slug", "target"))
        present = (
            {record.slug: record for record in published.filter(slug__in=targets.values())} if targets else {}
        )
        found |= {slug: present[target] for slug, target in targets.items() if target in present}
    return found


def list_shown_claims(comparison: Comparison) -> list[Any]:
    """Return the figures and other claims of a comparison that have sources."""
    items = (item for row in comparison.rows for cell in row.cells for item in cell)
    return [claim for item in items if (claim := item.claim or item.figure) is not None]


class ComparisonPage(PublicTemplateView):
    """Compares up to four records; with fewer than two, a form to choose them.

    An address with former slugs, or one that a form wrote, redirects (301) to the usual one. An address that
    can't be followed in part is answered with 400, messages, and the rest.
    """

    template_name = "records/comparison.html"

    @classmethod
    def known_parameters(cls, **kwargs: Any) -> dict[str, str]:
        return {**dict.fromkeys(get_compared_types(), _SLUGS_PATTERN), ONLY: f"(?:{DIFFERENT})?"}

    @classmethod
    def identity_parameters(cls, **kwargs: Any) -> list[str]:
        return list(get_compared_types())

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.selection = selection = read_selection(request.GET)
        given = request.GET.getlist(selection.kind.parameter)
        usual = [selection.query] if given else []
        if not selection.problems and given != usual:
            return redirect(selection.build_url("compare"), permanent=True)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        selection = self.selection
        records = selection.records
        is_complete = len(records) == MAX_COMPARED
        comparison = selection.compare_in_short()
        build_drawings = selection.kind.build_drawings
        return {
            **super().get_context_data(**kwargs),
            "kind": selection.kind,
            "types": list(get_compared_types().values()),
            "records": records,
            "removals": [(record, selection.build_query_without(record)) for record in records],
            "query": selection.query,
            "problems": selection.problems,
            "comparison": comparison,
            "lede": describe_main_row(comparison.numbers, records),
            "drawings": build_drawings(records) if build_drawings and len(records) > 1 else None,
            "only_different": selection.only_different,
            "addresses": _list_addresses(selection),
            "choices": [] if is_complete else _list_choices(selection),
            # Two fields for the first two records, then one for each further one.
            "fields": range(1, 1 + max(1, 2 - len(records))),
        }

    def get_cited_records(self, context: dict[str, Any]) -> list[Any]:
        return [*context["records"], *list_shown_claims(context["comparison"])]

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        return super().render_to_response(context, status=400 if context["problems"] else 200, **kwargs)


def _list_addresses(selection: Selection) -> dict[str, str]:
    """Return the addresses of the same with all rows, with those that differ, as files, in a frame."""
    return {
        "all": selection.build_url("compare", only_different=False),
        "different": selection.build_url("compare", only_different=True),
        "csv": selection.get_file_url("CSV"),
        "xlsx": selection.get_file_url("XLSX"),
        "embed": selection.build_url("compare_embed"),
        "briefing": selection.build_url("comparison-briefing", only_different=False),
        "own": selection.build_url("compare"),
        "drawing_query": f"?{urlencode({selection.kind.parameter: selection.query}, safe=',')}",
    }


def _list_choices(selection: Selection) -> list[tuple[str, str]]:
    """List slugs and labels of the records that can be added, by English name.

    In Chinese, it is mostly the order of pinyin. Records of the same title have their place beside it; the
    chosen ones, too.
    """
    kind = selection.kind
    labels = _read_choice_labels(kind)
    for record in selection.records:
        title = record.title.plain
        if labels.get(record.slug) != title and (record.slug in labels or title in labels.values()):
            record.distinction = kind.get_place(record)
    chosen = {record.slug for record in selection.records}
    return [(slug, label) for slug, label in labels.items() if slug not in chosen]


def _read_choice_labels(kind: ComparedType) -> dict[str, str]:
    """Return the labels of the records that can be compared by slug, in the order of English names."""
    rows = list(kind.queryset.published()[:_MAX_CHOICES])
    _mark_same_titles(kind, rows)
    ordered = sorted(rows, key=lambda record: str(record.title_in("en")))
    return {record.slug: record.distinct_title.plain for record in ordered}


def _mark_same_titles(kind: ComparedType, records: list[Record]) -> None:
    mark_same_names(records, lambda record: record.title.plain, kind.get_place)


class ComparisonEmbed(EmbedView):
    """A comparison for frames of other sites: figures with their years, and who states them."""

    template_name = "records/comparison_embed.html"

    @classmethod
    def known_parameters(cls, **kwargs: Any) -> dict[str, str]:
        return {**cls.query_parameters, **ComparisonPage.known_parameters()}

    @classmethod
    def identity_parameters(cls, **kwargs: Any) -> list[str]:
        return ComparisonPage.identity_parameters()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        selection = read_selection(self.request.GET)
        comparison = selection.compare_in_short()
        if selection.problems:
            self.problem = " ".join(f"{name}: {message}" for name, message in selection.problems)
        elif not comparison.rows and not selection.only_different:
            self.problem = _("%(name)s: Name two to four.") % {"name": selection.kind.parameter}
        return {
            **super().get_context_data(**kwargs),
            "kind": selection.kind,
            "records": selection.records,
            "comparison": comparison,
            "page_url": selection.build_url("compare"),
            "own_url": selection.build_url("compare_embed"),
            "change": self._find_change([*selection.records, *list_shown_claims(comparison)]),
        }

    def get_cited_records(self, context: dict[str, Any]) -> list[Any]:
        return [*context["records"], *list_shown_claims(context["comparison"])]

    def _find_change(self, claims: Iterable[Any]) -> str:
        """Return "corrected" or "changed" if records were after the version at which they were embedded."""
        if self.version is None:
            return ""
        slugs: dict[str, set[str]] = {}
        for claim in claims:
            record = claim.record if isinstance(claim, Part) else claim
            slugs.setdefault(record.type_code, set()).add(record.slug)
        if not slugs:
            return ""
        of_corrections = (Q(record_type=code, present_slug__in=some) for code, some in slugs.items())
        corrections = get_public_corrections().filter(publication__gt=self.version)
        if corrections.filter(reduce(or_, of_corrections)).exists():
            return "corrected"
        of_versions = (Q(record_type=code, slug__in=some) for code, some in slugs.items())
        rows = Publication.objects.filter(number__gt=self.version)
        return "changed" if rows.filter(reduce(or_, of_versions)).exists() else ""
