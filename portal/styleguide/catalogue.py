"""Components for text, facts and sources, lists, and the frame of a page."""

from dataclasses import replace
from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import TextChoices
from django.http import QueryDict
from django.test import RequestFactory
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cities.choices import IndicatorValueReason, PeerGroup
from cities.models import City, CityFigure, CitySimilarity, IndicatorValue
from cities.peers import Peers
from initiatives.choices import ActionStatus, FacilityStatus, FlowStatus
from portal.models import TargetState
from portal.styleguide.comparison_samples import build_comparison_embed
from portal.styleguide.components import OWN, Component, ComponentGroup, Context
from portal.styleguide.embed_samples import build_failed_embed, build_figure_embed
from portal.styleguide.samples import (
    LONG_TEXT,
    TextPair,
    build_context,
    make_sample,
    make_samples,
    translate_pair,
)
from records.choices import Attestation, Basis, Evidence, Precision, SourceKind, WasteArea
from records.comparison import get_compared_types
from records.facets import Facet, Option, Relaxation, ValueCoverage
from records.filters import CodesFilter, FacetedFilterSet, SourceFilter, TotalOrdering
from records.list_tables import ListColumn, build_list_table
from records.models import Source
from records.navigation import Menu, get_navigation, get_page_url


class SampleForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=20, help_text=_("At most 20 characters"))
    address = forms.EmailField(label=_("Address"))
    kind = forms.ChoiceField(label=_("Type"), choices=SourceKind.choices)
    text = forms.CharField(label=_("Note"), widget=forms.Textarea)


TEXTS = ComponentGroup("words", pgettext_lazy("style guide", "Text and controls"), [
    Component("headings", _("Headings"), f"{OWN}headings.html", build_context,
              [("usual", "city"), ("long", "city with long name")]),
    Component("prose", _("Running text"), f"{OWN}prose.html", build_context, [("usual", "text")]),
    Component("buttons", _("Buttons"), f"{OWN}buttons.html", build_context,
              [("usual", "label"), ("long", "long label")]),
    Component("code", _("Code"), "includes/code.html", build_context,
              [("usual", "code"), ("long", "long code")]),
    Component("fields", _("Fields of a form"), f"{OWN}fields.html", lambda data: {"form": SampleForm(data)},
              [("usual", None), ("error", {"title": LONG_TEXT[0], "kind": "c"})], chinese=1),
    Component("notices", _("Notices"), "coalition/includes/date_note.html", build_context,
              [("usual", "event with note"), (_("Sources that disagree"), "event with disagreeing sources")],
              chinese=1, others=[("error", f"{OWN}notices.html", dict)]),
])  # fmt: skip


# -- Facts and sources -------------------------------------------------------------------------------


def _build_missing_values() -> Context:
    """A figure for each reason for having no value, and one without a reason."""
    label = translate_pair(("Sample figure", "示例数据"))
    values = {"value": None, "evidence": "", "label": label}
    reasons = ["", *IndicatorValueReason]
    figures = [make_sample(IndicatorValue, reason=reason, key=f"f-{reason}", **values) for reason in reasons]
    return {"figures": figures}


def _build_coded_figures(codes: type[TextChoices], field: str, paired: bool) -> Context:
    """A figure for each code, with the label of the code."""
    labels = {code: (str(code.label),) * 2 for code in codes}
    figures = [make_sample(CityFigure, **{"label": labels[code], field: code}) for code in codes]
    return {"figures": figures, "paired": paired}


def _build_marks() -> Context:
    statuses: list[type[TextChoices]] = [FacilityStatus, FlowStatus, ActionStatus, TargetState]
    labels = {code.value: code.label for codes in statuses for code in codes}
    return {"statuses": labels.items(), "evidence": Evidence.choices, "attestation": Attestation.choices}


def _build_cited(number: int) -> Context:
    return {"cited": list(enumerate(make_samples(number, Source), 1))}


FACTS = ComponentGroup("facts", pgettext_lazy("style guide", "Facts and sources"), [
    Component("figures", _("Figures"), "includes/figures.html", build_context, [
        ("one", "figure"), (_("Unit"), "figures with units"), (_("Year"), "figures with periods"),
        ("long", "long figure"),
    ], others=[("missing", "includes/figures.html", _build_missing_values)]),
    Component("answers", _("Details of a figure"), "includes/figures.html", _build_coded_figures, [
        (_("Evidence level"), Evidence, "evidence", True), (_("Precision"), Precision, "precision", False),
        (_("Source type"), Attestation, "attested_by", False), (_("Type of amount"), Basis, "basis", True),
    ], is_wide=True),
    Component("figure-strip", _("Key figures"), "initiatives/figure_strip.html", build_context,
              [("one", "figure"), ("several", "five figures"), ("long", "three figures")], is_wide=True,
              others=[(_("Of a park"), "initiatives/park_overview.html", build_context, "park overview")]),
    Component("marks", _("Status and evidence level"), f"{OWN}marks.html", _build_marks, [("usual",)],
              is_wide=True),
    Component("tags", _("Tags"), f"{OWN}tags.html",
              lambda areas: {"areas": areas(), "city": make_sample(City)},
              [("usual", lambda: WasteArea.choices), ("long", lambda: [("", LONG_TEXT[0])])]),
    Component("markers", _("Markers of sources"), f"{OWN}marker.html", build_context,
              [("one", "claim"), ("several", "two claims"), ("many", "claim of nine sources")]),
    Component("source", _("Source"), "includes/source.html", build_context, [
        ("usual", "source"), (_("Title by China Hub"), "source without title"),
        (_("No link"), "source not linked"), ("missing", "source without date"),
        ("long", "long source"), (_("Source"), "source in Chinese"),
    ], chinese=-1),
    Component("source-list", _("List of sources"), "includes/sources.html", _build_cited,
              [("none", 0), ("one", 1), ("many", 24)], is_wide=True, chinese=2,
              others=[(_("In columns"), f"{OWN}sources.html", _build_cited, 24)]),
])  # fmt: skip


# -- Lists -------------------------------------------------------------------------------------------


class SampleFilter(FacetedFilterSet):
    """The filters of the list of sources that need no query for their choices."""

    q = SourceFilter.base_filters["q"]
    kind = CodesFilter("kind", choices=SourceKind.choices, label=_("Type"))
    sort = TotalOrdering(fields=[("title", "title"), ("published", "published")])
    sort_labels = SourceFilter.sort_labels
    default_sort_label = SourceFilter.default_sort_label

    class Meta:
        model = Source
        fields: list[str] = []

    def list_relaxations(self) -> list[Relaxation]:
        return [Relaxation("kind", _("Type"), [label for _code, label in SourceKind.choices[:2]], 24)]


def _build_search() -> Context:
    """A result with everything that it may have, also as a suggestion."""
    hit = {
        "url": "#guide-search",
        "type_label": _("Materials"),
        "title": {"html": "Coal gangue", "lang": "en"},
        "other_title": {"html": "煤矸石", "lang": "zh-Hans"},
        "pinyin": "méi gān shí",
        "snippet": {"html": "Rock", "lang": "en"},
        "place": "Datong",
    }
    return {"hits": [hit], "groups": [(_("Materials"), [hit])], "query": "mei", "label": _("Materials")}


def _build_filterset(query: str = "") -> Context:
    filterset = SampleFilter(QueryDict(query), queryset=Source.objects.none())
    filterset.is_valid()
    return {"filterset": filterset, "problems": filterset.problems}


def _make_facet(most: int, chosen: int = 0, label: str = "", times: int = 1) -> Facet:
    """The first options are chosen; the last would give nothing. `times`: for a facet with folded options."""
    kinds = [(f"{code}-{time}", name) for time in range(times) for code, name in SourceKind.choices]
    counts = [*(most // place for place in range(1, len(kinds))), 0]
    options = [
        Option(code, label or name, counts[place], place < chosen) for place, (code, name) in enumerate(kinds)
    ]
    return Facet("kind", label or _("Type"), options)


def _build_facets(*facets: tuple[Any, ...]) -> Context:
    made = [replace(_make_facet(*facet), name=f"kind-{number}") for number, facet in enumerate(facets)]
    return {**_build_filterset("q=sample"), "facets": made}


def _build_list_table(number: int, title: str = "") -> Context:
    columns = [
        ListColumn(_("Publisher"), lambda source: source.publisher_name),
        ListColumn(_("Language"), lambda source: None),
        ListColumn(_("Statements"), lambda source: 12, is_number=True),
    ]
    rows = make_samples(number, Source, **({"title": title} if title else {}))
    return {"table": build_list_table(rows, columns), "columns": columns}


def _build_page(total: int, number: int = 1) -> Context:
    return {"page_obj": Paginator(range(total), 50).page(number)}


def _build_list(rows: str, total: int, facets: list[tuple[Any, ...]], query: str = "") -> Context:
    """What `RecordList` gives its template for the first page of `total` rows."""
    problems = _build_filterset(query)["problems"]
    context = {**build_context(rows), **_build_facets(*facets), **_build_page(total)}
    return {**context, "problems": problems, "count": total}


def _build_peers(number: int, name: TextPair = ("Sample network: Member", "示例网络：成员")) -> Context:
    named = {"params": {"theme": dict(zip(("en", "zh_hans"), name, strict=True))}, "reason": "theme"}
    similarities = [
        make_sample(CitySimilarity, other=city, group=group, path=path, **named)
        for city in make_samples(number, City, name=name)
        for group, path in (
            (PeerGroup.COALITION, "/coalition/"),
            (PeerGroup.SIZE, ""),
            (PeerGroup.THEMES, ""),
        )
    ]
    peers = Peers(make_sample(City), similarities, [PeerGroup.COALITION, PeerGroup.THEMES])
    return {"record": peers.city, "rows": [peers]}


LISTS = ComponentGroup("lists", pgettext_lazy("style guide", "Lists"), [
    Component("search", _("Search"), f"{OWN}question.html", _build_search, [("usual",)], is_wide=True),
    Component("list", _("Page of a list"), "records/source_list.html", _build_list, [
        ("none", "no sources", 0, [(0, 1)]), ("one", "source row", 1, []),
        ("thousand", "sources", 1_000, [(1_000, 2)]), ("error", "sources", 3, [(3,)], "kind=wrong"),
        ("long", "long sources", 2, [(2, 1, LONG_TEXT[0])]),
    ], is_page=True, chinese=2),
    Component("facets", _("Facets"), "includes/facets.html", _build_facets,
              [("usual", (1_000, 1), (24,)), ("none", (0,)), ("many", (1_000, 1, "", 3)),
               ("long", (7, 1, LONG_TEXT[0]))]),
    Component("applied", _("Filters in use"), "includes/applied.html", _build_facets, [
        ("none", (9,)), ("one", (9, 1)), ("many", (9, 4), (9, 2)), ("long", (9, 1, LONG_TEXT[0])),
    ], chinese=2),
    Component("list-coverage", _("How far values are known"), "includes/list_coverage.html",
              lambda *coverage: {"coverage": [ValueCoverage(*entry) for entry in coverage]}, [
                  ("one", (_("Level"), 40, 41, True)),
                  ("several", (_("Level"), 12, 41, True), (_("Oldest first"), 9, 12, False)),
              ]),
    Component("views", _("List, table or map"), "includes/list_views.html",
              lambda view: {"list_view": view, "list_views": ["list", "table", "map"]}, [("usual", "table")]),
    Component("list-table", _("List as a table"), "includes/list_table.html", _build_list_table,
              [("one", 1), ("many", 8), ("long", 2, LONG_TEXT[0])], is_wide=True),
    Component("sort", _("Order"), "includes/sort.html", _build_filterset, [("usual",)]),
    Component("pager", _("Pages"), "includes/pagination.html", _build_page,
              [("one", 50), ("several", 120, 2), ("thousand", 1_000, 20)], chinese=1),
    Component("results", _("Row of a list"), "cities/city_result.html", build_context,
              [("usual", "city result"), (_("District"), "district result"),
               ("missing", "empty city result"), ("long", "long city result")], is_wide=True,
              others=[(_("With a figure"), "initiatives/case_result.html", build_context, "case")]),
    Component("cards", _("Cards"), "cities/panels/peers.html", _build_peers,
              [("one", 1), ("several", 3), ("long", 1, LONG_TEXT)], is_wide=True),
    Component("rolls", _("Names under hairlines"), "coalition/includes/members.html", build_context,
              [("none", "no members"), ("many", "members"), ("missing", "member without date"),
               ("long", "long member")], chinese=1),
    Component("aims", _("Numbered list"), "coalition/includes/aims.html", build_context,
              [("one", "aim"), ("several", "aims"), ("long", "long aims")]),
    Component("band", _("Dark band"), "portal/home/coalition.html", build_context,
              [("usual", "coalition band"), ("missing", "bare coalition band")], is_wide=True),
])  # fmt: skip


# -- Frame of a page ---------------------------------------------------------------------------------


def _build_menu_page() -> Context:
    request = RequestFactory().get(reverse("cities"))
    return {"navigation": get_navigation(request), "more_pages": get_navigation(request, Menu.MORE)}


def _build_compare_link(name: TextPair = ("Sample city", "示例城市")) -> Context:
    kind = next(iter(get_compared_types().values()))
    return {"record": make_sample(City, name=name), "kind": kind, "page_url": get_page_url("compare")}


FRAME = ComponentGroup("frame", pgettext_lazy("style guide", "Frame of a page"), [
    Component("masthead", _("Head and choice of language"), "includes/masthead.html", dict, [("usual",)],
              is_wide=True, others=[(_("Page of the menu"), "includes/masthead.html", _build_menu_page)]),
    Component("crumbs", _("Breadcrumb"), "includes/crumbs.html", build_context,
              [("one", "crumb"), ("several", "crumbs"), ("long", "long crumb")]),
    Component("footer", _("Foot"), "includes/footer.html", dict, [("usual",)], is_wide=True),
    Component("compare", _("Choice of records to compare"), "includes/compare_link.html", _build_compare_link,
              [("usual",), ("long", LONG_TEXT)],
              others=[(_("Chosen for comparison"), "includes/compare_bar.html", lambda: {"labels": {}})]),
    Component("share", _("Shared address"), "includes/share.html", build_context,
              [(_("Head of the page"), "shared page")], is_code=True,
              others=[(_("Picture"), f"{OWN}share.html", dict)]),
    Component("error-links", _("Report an error"), "includes/error_links.html",
              lambda: {"report_address": "mailto:sample@example.org", "report_label": _("Report an error")},
              [("usual",)]),
    Component("error-pages", _("Error pages"), "404.html", dict, [(_("No page"),)], is_page=True, others=[
        (_("Withdrawn"), "410.html", build_context, "withdrawn record"),
        ("long", "410.html", build_context, "deleted record"),
        (_("Failure"), "500.html", lambda: {"STATIC_URL": settings.STATIC_URL}),
    ]),
])  # fmt: skip

#: A heading of its own: each sample is a whole document, whose only heading is the first.
EMBEDS = ComponentGroup("embeds", _("Figure in a frame"), [
    Component("comparison-embed", _("Comparison in a frame"), "records/comparison_embed.html",
              build_comparison_embed,
              [("usual", 3), (_("Changed"), 2, "changed"), (_("Corrected"), 2, "corrected")], is_page=True),
    # Last: a heading of the next component may not follow its only heading, of the first level.
    Component("figure-embed", _("Figure in a frame"), "records/figure_embed.html", build_figure_embed, [
        ("usual", ("Sample city", "示例城市")), (_("Changed"), ("Sample city", "示例城市"), "changed"),
        (_("Corrected"), ("Sample city", "示例城市"), "corrected"), ("long", LONG_TEXT, "code"),
    ], is_page=True, others=[
        ("error", "records/figure_embed.html", build_failed_embed),
        (_("Withdrawn"), "records/figure_embed.html", lambda: {"page_url": "/en/", "own_url": "/en/"}),
    ]),
])  # fmt: skip
