"""The page that compares two to four records of a type, and the same as a CSV file."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from records.comparison import (
    MAX_COMPARED,
    ComparedItem,
    ComparedType,
    ComparisonGroup,
    ComparisonRow,
    build_comparison,
    get_compared_types,
)
from records.csv_files import build_csv_response
from records.formats import get_missing_reason
from records.generic_views import PublicTemplateView
from records.models import Record, SlugAlias

_SLUG = r"[a-z0-9-]{1,160}"
#: Up to four slugs with commas; an empty value chooses the type.
_SLUGS_PATTERN = rf"(?:{_SLUG}(?:,{_SLUG}){{0,{MAX_COMPARED - 1}}})?"
#: Records that the form lists. Lists and profiles lead to the others.
_MAX_CHOICES = 500


@dataclass
class Selection:
    """The records that an address names, in its order. `problems` are parameters with messages."""

    kind: ComparedType
    records: list[Record] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)

    @property
    def query(self) -> str:
        return ",".join(record.slug for record in self.records)

    def build_query_without(self, record: Record) -> str:
        return ",".join(other.slug for other in self.records if other is not record)


def read_selection(query: QueryDict) -> Selection:
    """Read the compared records from the query string. Former slugs are followed. At most three queries."""
    types = get_compared_types()
    named = [types[name] for name in query if name in types]
    selection = Selection(named[0] if named else next(iter(types.values())))
    parameter = selection.kind.parameter
    if len(named) > 1:
        message = _("Records of one type are compared; this parameter is left out.")
        selection.problems += [(kind.parameter, message) for kind in named[1:]]
    slugs = list(dict.fromkeys(filter(None, ",".join(query.getlist(parameter)).split(","))))
    if len(slugs) > MAX_COMPARED:
        message = _("At most %(count)s are compared; the others are left out.") % {"count": MAX_COMPARED}
        selection.problems.append((parameter, message))
    slugs = slugs[:MAX_COMPARED]
    found = _find_records(selection.kind, slugs)
    selection.records = list(dict.fromkeys(found[slug] for slug in slugs if slug in found))
    for slug in slugs:
        if slug not in found:
            message = _("“%(slug)s” isn’t listed here, or is no longer.") % {"slug": slug[:160]}
            selection.problems.append((parameter, message))
    return selection


def _find_records(kind: ComparedType, slugs: list[str]) -> dict[str, Record]:
    """Return the published records by the slugs that were asked for."""
    published = kind.queryset.published()
    found = {record.slug: record for record in published.filter(slug__in=slugs)} if slugs else {}
    if missing := [slug for slug in slugs if slug not in found]:
        aliases = SlugAlias.objects.filter(record_type=kind.model.type_code, slug__in=missing)
        targets = dict(aliases.values_list("slug", "target"))
        present = (
            {record.slug: record for record in published.filter(slug__in=targets.values())} if targets else {}
        )
        found |= {slug: present[target] for slug, target in targets.items() if target in present}
    return found


class ComparisonPage(PublicTemplateView):
    """Compares up to four records; with fewer than two, a form to choose them.

    An address with former slugs, or one that a form wrote, redirects (301) to the usual one. An address that
    can't be followed in part is answered with 400, messages, and the rest.
    """

    template_name = "records/comparison.html"

    @classmethod
    def known_parameters(cls, **kwargs: Any) -> dict[str, str]:
        return dict.fromkeys(get_compared_types(), _SLUGS_PATTERN)

    @classmethod
    def identity_parameters(cls, **kwargs: Any) -> list[str]:
        return list(get_compared_types())

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.selection = selection = read_selection(request.GET)
        parameter = selection.kind.parameter
        usual = [selection.query] if request.GET.getlist(parameter) else []
        if not selection.problems and request.GET.getlist(parameter) != usual:
            return redirect(f"{request.path}?{parameter}={selection.query}", permanent=True)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        selection = self.selection
        records = selection.records
        is_complete = len(records) == MAX_COMPARED
        return {
            **super().get_context_data(**kwargs),
            "kind": selection.kind,
            "types": list(get_compared_types().values()),
            "records": records,
            "removals": [(record, selection.build_query_without(record)) for record in records],
            "query": selection.query,
            "problems": selection.problems,
            "groups": build_comparison(records) if len(records) > 1 else [],
            "choices": [] if is_complete else _list_choices(selection),
            # Two fields for the first two records, then one for each further one.
            "fields": range(1, 1 + max(1, 2 - len(records))),
        }

    def get_cited_records(self, context: dict[str, Any]) -> list[Any]:
        rows = [row for group in context["groups"] for row in group.rows]
        lone = [row for group in context["groups"] for own in group.lone for row, _item in own.rows]
        items = [item for row in (*rows, *lone) for cell in row.cells for item in cell]
        claims = [item.figure or item.claim for item in items]
        return [*context["records"], *(claim for claim in claims if claim is not None)]

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        return super().render_to_response(context, status=400 if context["problems"] else 200, **kwargs)


def _list_choices(selection: Selection) -> list[Record]:
    """List the records that can be added, by their names."""
    chosen = [record.pk for record in selection.records]
    rows = selection.kind.queryset.published().exclude(pk__in=chosen)[:_MAX_CHOICES]
    return sorted(rows, key=lambda record: str(record.title))


class ComparisonFile(ComparisonPage):
    """The comparison as CSV: a line for each entry of a cell."""

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        if context["problems"] or not context["groups"]:
            return super().render_to_response(context, **kwargs)
        slugs = "-".join(record.slug for record in context["records"])
        name = f"china-hub-compare-{slugs}"[:120]
        return build_csv_response(name, iterate_comparison_rows(context["records"], context["groups"]))


def iterate_comparison_rows(records: list[Record], groups: list[ComparisonGroup]) -> Iterator[list[Any]]:
    """Yield a header and a line for each entry; a record of which nothing is known has a line, too."""
    yield [
        _("Part"), _("Item"), "slug", _("Name"), _("Text"), _("Value"), _("Unit"), _("Year"), _("Period"),
        _("Evidence level"), _("Note"), _("Remark"),
    ]  # fmt: skip
    for group in groups:
        rows = [*group.rows, *(row for own in group.lone for row, _item in own.rows)]
        for row in rows:
            for record, cell in zip(records, row.cells, strict=True):
                for item in cell or [ComparedItem(text=_("Not known"))]:
                    start = [group.title, row.label, record.slug, record.title]
                    yield [*start, *_list_values(item), item.note, _describe_row(row)]


def _list_values(item: ComparedItem) -> list[Any]:
    figure = item.figure
    if figure is None:
        return [item.text, "", "", "", "", ""]
    if figure.value is None:
        return [get_missing_reason(figure), "", "", figure.year or "", figure.period, ""]
    precision = figure.get_precision_display() if figure.precision else ""
    evidence = figure.get_evidence_display()
    return [
        precision,
        f"{figure.value.normalize():f}",
        figure.unit,
        figure.year or "",
        figure.period,
        evidence,
    ]


def _describe_row(row: ComparisonRow) -> str:
    return row.remark or (_("differs") if row.differs else "")
