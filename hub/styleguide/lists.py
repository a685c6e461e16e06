"""Lists: whole pages of them, what narrows and turns them, and the ways in which a row is drawn."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cities.similar_cities import SharedFeature
from coalition.choices import AimKind
from coalition.models import Aim, Partner
from hub.styleguide import labels, samples
from hub.styleguide.parts import Group, Part, State
from initiatives.choices import CaseCategory
from initiatives.models import ProcurementCase
from records.choices import Attestation, SourceKind
from records.filters import CodesFilter, Facet, FacetedFilterSet, Option, SourceFilter, TotalOrdering
from records.models import Source

PER_PAGE = 50


def group(request: HttpRequest) -> Group:
    return Group(
        "lists",
        pgettext_lazy("style guide", "Lists"),
        [
            _pages(), _facets(), _applied(), _sort(request), _pager(), _results(), _cards(), _rolls(),
            _aims(), _band(),
        ],
    )  # fmt: skip


class SampleFilter(FacetedFilterSet):
    """The filters of the list of sources that ask no database for their choices."""

    q = SourceFilter.base_filters["q"]
    kind = CodesFilter("kind", choices=SourceKind.choices, label=_("Kind"))
    sort = TotalOrdering(fields=[("title", "title"), ("published", "published")])
    sort_labels = SourceFilter.sort_labels
    default_sort_label = SourceFilter.default_sort_label

    class Meta:
        model = Source
        fields: list[str] = []


def _filterset(query: str = "") -> SampleFilter:
    filterset = SampleFilter(QueryDict(query), queryset=Source.objects.none())
    filterset.is_valid()
    return filterset


def _facet(most: int, chosen: int = 0, label: str = "") -> Facet:
    """A facet: the first options are chosen, the last would give nothing."""
    kinds = list(SourceKind.choices)
    counts = [most // (place + 1) for place in range(len(kinds) - 1)] + [0]
    options = [
        Option(code, label or name, counts[place], place < chosen) for place, (code, name) in enumerate(kinds)
    ]
    return Facet("kind", label or _("Kind"), options)


# -- Pages of lists ----------------------------------------------------------------------------------


def _list(sources: list[Source], total: int, **more: Any) -> dict[str, Any]:
    """What `records.generic_views.RecordList` gives its template, for the first page of `total` rows."""
    return {
        "filterset": _filterset(),
        "facets": [_facet(total)] if total > 1 else [],
        "problems": [],
        "page": Paginator(range(total), PER_PAGE).page(1),
        "rows": [samples.given(source, uses_count=number) for number, source in enumerate(sources)],
        "count": total,
        **more,
    }


def _pages() -> Part:
    template = "records/source_list.html"
    some = [samples.source(), samples.chinese_source(), samples.source(published="", link_ok=False)]
    wrong = {"problems": _filterset("kind=wrong").problems}
    nothing = {"facets": [_facet(0, chosen=1)]}
    states = [
        (labels.NONE, _list([], 0, **nothing)),
        (labels.ONE, _list(some[:1], 1)),
        (labels.THOUSAND, _list(some, 1_000, facets=[_facet(1_000, chosen=2)])),
        (
            labels.LONG,
            _list([samples.source(title=samples.LONG[0])], 2, facets=[_facet(2, 1, samples.LONG[0])]),
        ),
        (labels.ERROR, _list(some, 3, **wrong)),
    ]
    chinese = State(labels.CHINESE, template, _list(some, 1_000), page=True, is_wide=True, language="zh-hans")
    shown = [State(label, template, context, page=True, is_wide=True) for label, context in states]
    return Part("list", _("Page of a list"), [*shown, chinese])


# -- What narrows a list -----------------------------------------------------------------------------


def _facets() -> Part:
    template = "includes/facets.html"

    def context(*facets: Facet) -> dict[str, Any]:
        return {"facets": facets, "filterset": _filterset("q=sample")}

    usual = context(_facet(1_000, chosen=1), _facet(24))
    return Part(
        "facets",
        _("Facets"),
        [
            State(labels.USUAL, template, usual),
            State(labels.NONE, template, context(_facet(0))),
            State(labels.LONG, template, context(_facet(7, 1, samples.LONG[0]))),
            State(labels.CHINESE, template, usual, language="zh-hans"),
        ],
    )


def _applied() -> Part:
    template = "includes/applied.html"
    return Part(
        "applied",
        _("Filters in use"),
        [
            State(labels.NONE, template, {"facets": [_facet(9)]}),
            State(labels.ONE, template, {"facets": [_facet(9, chosen=1)]}),
            State(labels.MANY, template, {"facets": [_facet(9, chosen=4), _facet(9, chosen=2)]}),
            State(labels.LONG, template, {"facets": [_facet(9, 1, samples.LONG[0])]}),
            State(labels.CHINESE, template, {"facets": [_facet(9, chosen=2)]}, language="zh-hans"),
        ],
    )


def _sort(request: HttpRequest) -> Part:
    template = "includes/sort.html"
    context = {"filterset": _filterset()}
    return Part(
        "sort",
        _("Order"),
        [
            State(labels.USUAL, template, context),
            State(labels.CHINESE, template, context, language="zh-hans"),
        ],
    )


def _pager() -> Part:
    template = "includes/pagination.html"

    def page(total: int, number: int = 1) -> dict[str, Any]:
        return {"page": Paginator(range(total), PER_PAGE).page(number)}

    return Part(
        "pager",
        _("Pages"),
        [
            State(labels.ONE, template, page(50)),
            State(labels.SEVERAL, template, page(120, 2)),
            State(labels.THOUSAND, template, page(1_000, 20), is_wide=True),
            State(labels.CHINESE, template, page(120, 3), language="zh-hans"),
        ],
    )


# -- Rows --------------------------------------------------------------------------------------------


def _results() -> Part:
    template = "cities/city_result.html"
    full = samples.city(profile=[samples.section(samples.city())])
    district = samples.city(parent=samples.city(), name=("Sample district", "示例区"))
    return Part(
        "results",
        _("Row of a list"),
        [
            State(labels.USUAL, template, {"city": full, "with_region": True}),
            State(_("District"), template, {"city": district}),
            State(labels.MISSING, template, {"city": samples.city(summary=())}),
            State(labels.LONG, template, {"city": samples.city(name=samples.LONG, summary=samples.LONG)}),
            State(_("With a figure"), "initiatives/case_result.html", {"case": _case()}, is_wide=True),
            State(labels.CHINESE, template, {"city": full}, language="zh-hans"),
        ],
    )


def _case() -> ProcurementCase:
    case = samples.make(
        ProcurementCase, title=("Sample case", "示例案例"), summary=samples.SENTENCE, year=2018,
        category=CaseCategory.FURNITURE, city=samples.city(), programme=None,
    )  # fmt: skip
    return samples.given(case, main_outcomes=[samples.figure()])


def _card(shared: str, **values: Any) -> Any:
    peer = samples.city(**values)
    return samples.given(
        peer, shared=[SharedFeature(peer, shared, samples.membership()), SharedFeature(peer, shared)]
    )


def _cards() -> Part:
    template = "cities/panels/peers.html"

    def context(*rows: Any) -> dict[str, Any]:
        return {"rows": rows, "record": samples.city()}

    usual = [_card("Sample network: Member") for _n in range(3)]
    return Part(
        "cards",
        _("Cards"),
        [
            State(labels.ONE, template, context(usual[0])),
            State(labels.SEVERAL, template, context(*usual), is_wide=True),
            State(labels.LONG, template, context(_card(samples.LONG[0], name=samples.LONG))),
            State(labels.CHINESE, template, context(_card("示例网络：成员")), language="zh-hans"),
        ],
    )


def _rolls() -> Part:
    template = "coalition/includes/members.html"

    def context(*rows: Any) -> dict[str, Any]:
        by_role = [("endorsing", list(rows))] if rows else []
        return {"network": samples.given(samples.network(), by_role=by_role)}

    gaps = samples.membership(joined="", attested_by=Attestation.HUB_PAGE_ONLY)
    long = samples.membership(city=samples.city(name=samples.LONG), note=samples.SENTENCE, left="2024")
    many = [samples.membership() for _n in range(12)]
    return Part(
        "rolls",
        _("Names under hairlines"),
        [
            State(labels.NONE, template, context()),
            State(labels.MISSING, template, context(gaps)),
            State(labels.LONG, template, context(long)),
            State(labels.MANY, template, context(*many), is_wide=True),
            State(labels.CHINESE, template, context(many[0]), language="zh-hans"),
        ],
    )


def _aims_of(kind: AimKind, number: int, text: Any = samples.SENTENCE) -> list[Aim]:
    return [samples.make(Aim, network=samples.network(), kind=kind, text=text) for _n in range(number)]


def _aims() -> Part:
    template = "coalition/includes/aims.html"

    def context(own: int, further: int, text: Any = samples.SENTENCE) -> dict[str, Any]:
        own_aims, more = _aims_of(AimKind.OWN, own, text), _aims_of(AimKind.FURTHER, further, text)
        return {"network": samples.given(samples.network(), own_aims=own_aims, further_aims=more)}

    return Part(
        "aims",
        _("Numbered list"),
        [
            State(labels.ONE, template, context(1, 0)),
            State(labels.LONG, template, context(1, 1, samples.LONG)),
            State(labels.SEVERAL, template, context(5, 2), is_wide=True),
            State(labels.CHINESE, template, context(1, 1), language="zh-hans"),
        ],
    )


def _band() -> Part:
    """The band of the Coalition holds lists of names on dark ground."""
    template = "hub/home/coalition.html"
    network = samples.network(aims=_aims_of(AimKind.OWN, 3))
    partner = samples.make(Partner, name=("Sample partner", "示例伙伴"))
    context = {
        "network": network,
        "endorsers": [(samples.membership(), "Sample country") for _n in range(4)],
        "partners": [partner],
        "themes": [samples.theme()],
    }
    bare = {"network": samples.network(summary=(), operator_since="", open_to=[])}
    return Part(
        "band",
        _("Dark band"),
        [
            State(labels.USUAL, template, context, is_wide=True),
            State(labels.MISSING, template, bare, is_wide=True),
            State(labels.CHINESE, template, context, is_wide=True, language="zh-hans"),
        ],
    )
