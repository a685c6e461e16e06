"""Components for text, facts and sources, lists, and the frame of a page."""

from decimal import Decimal
from functools import partial
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

from cities.choices import IndicatorValueReason
from cities.models import City, CityFigure, IndicatorValue, ProfileSection
from cities.similar_cities import SharedFeature
from coalition.choices import AimKind
from coalition.models import Aim, Event, Membership, Network, Partner
from hub.context_processors import get_navigation
from hub.models import TargetState
from hub.styleguide.components import OWN, Component, ComponentGroup, Context, run_builder
from hub.styleguide.samples import (
    LONG_TEXT,
    SENTENCE,
    TextPair,
    list_samples,
    make_sample,
    make_samples,
    set_sample,
    translate_pair,
)
from initiatives.choices import ActionStatus, FacilityStatus, FlowStatus
from initiatives.models import MaterialFlow, ProcurementCase
from records.choices import Action, Attestation, Basis, Evidence, Precision, SourceKind, Unit, WasteArea
from records.filters import CodesFilter, Facet, FacetedFilterSet, Option, SourceFilter, TotalOrdering
from records.models import Publication, Source, Theme


class SampleForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=20, help_text=_("At most 20 characters"))
    address = forms.EmailField(label=_("Address"))
    kind = forms.ChoiceField(label=_("Kind"), choices=SourceKind.choices)
    text = forms.CharField(label=_("Note"), widget=forms.Textarea)


def _build_label(label: TextPair) -> Context:
    return {"label": translate_pair(label), "text": translate_pair(label)}


def _build_code(times: int) -> Context:
    return {
        "label": "curl",
        "code": 'curl "https://hub.example.org/api/v1/sample/"' * times,
        "code_id": "code",
    }


TEXTS = ComponentGroup("words", pgettext_lazy("style guide", "Text and controls"), [
    Component("headings", _("Headings"), f"{OWN}headings.html", set_sample("record", City),
              [("usual", {}), ("long", {"name": LONG_TEXT})]),
    Component("prose", _("Running text"), f"{OWN}prose.html", _build_label, [("usual", SENTENCE)]),
    Component("buttons", _("Buttons"), f"{OWN}buttons.html", _build_label,
              [("usual", ("Sample", "示例")), ("long", LONG_TEXT)]),
    Component("code", _("Code"), "api/code.html", _build_code, [("usual", 1), ("long", 3)]),
    Component("fields", _("Fields of a form"), f"{OWN}fields.html", lambda data: {"form": SampleForm(data)},
              [("usual", None), ("error", {"title": LONG_TEXT[0], "kind": "c"})], chinese=1),
    Component("notices", _("Notices"), "coalition/includes/date_note.html", set_sample("event", Event), [
        ("usual", {"date": "2019-03-04", "date_note": SENTENCE}),
        (_("Sources that disagree"), {"date": "2019", "date_note": SENTENCE}),
    ], chinese=1,
    others=[("error", f"{OWN}notices.html", dict)]),
])  # fmt: skip


# -- Facts and sources -------------------------------------------------------------------------------


_build_figures = list_samples("figures", CityFigure)


def _build_missing_values() -> Context:
    """A figure for each reason for having no value, and one without a reason."""
    label = translate_pair(("Sample figure", "示例数据"))
    empty = {"value": None, "evidence": "", "label": label}
    reasons = ["", *IndicatorValueReason]
    return {
        "figures": [make_sample(IndicatorValue, reason=code, key=f"f-{code}", **empty) for code in reasons]
    }


def _build_coded_figures(codes: type[TextChoices], field: str, paired: bool) -> Context:
    """A figure for each code, with the label of the code."""
    figures = _build_figures(*({"label": (str(code.label),) * 2, field: code} for code in codes))
    return {**figures, "paired": paired}


def _build_overview() -> Context:
    flow, area = make_sample(MaterialFlow, value=500), make_sample(CityFigure, unit=Unit.KM2)
    head = {"record": make_sample(City), "area": area, "flows": [flow], "largest": flow}
    return {**_build_figures({}), **head, "quantified_count": 1}


def _build_marks() -> Context:
    statuses: list[type[TextChoices]] = [FacilityStatus, FlowStatus, ActionStatus, TargetState]
    return {
        "statuses": {code.value: code.label for codes in statuses for code in codes}.items(),
        "evidence": Evidence.choices,
        "attestation": Attestation.choices,
    }


def _build_claims(*numbers: int) -> Context:
    """Claims with so many sources each."""
    text = ("Sample claim.", "示例陈述。")
    sources = [make_samples(number, Source) for number in numbers]
    return {"claims": [make_sample(Theme, description=text, sample_sources=cited) for cited in sources]}


_IN_CHINESE = {"title": "示例通知：关于开展试点工作的通知", "publisher": "示例部门", "language": "zh-Hans"}
_SOURCES: list[tuple[Any, dict[str, Any]]] = [
    ("usual", {}),
    (_("Title is ours"), {**_IN_CHINESE, "title": "Sample without a title", "title_is_descriptive": True}),
    (_("Not linked"), {"link_ok": False}),
    ("missing", {"published": ""}),
    ("long", {"title": LONG_TEXT[0], "url": f"https://{'sample' * 9}.example.org/"}),
    (_("Source"), _IN_CHINESE),
]


def _build_cited(number: int) -> Context:
    values = [values for _label, values in _SOURCES * 4][:number]
    return {"cited": list(enumerate((make_sample(Source, **value) for value in values), 1)), "always": True}


FACTS = ComponentGroup("facts", pgettext_lazy("style guide", "Facts and sources"), [
    Component("figures", _("Figures"), "includes/figures.html", _build_figures, [
        ("one", {"note": SENTENCE, "precision": Precision.ABOUT}),
        (_("Unit"), {"unit": Unit.PERCENT, "value": Decimal("48.5")}, {"unit": Unit.COUNT},
         {"unit": Unit.CNY, "value": 3 * 10**10}, {"unit": Unit.CALENDAR_YEAR, "value": 2030}),
        (_("Year"), {"year": None}, {"period": ("first half of 2023", "2023年上半年")}),
        ("long", {"label": LONG_TEXT, "note": LONG_TEXT, "precision": Precision.AT_LEAST}),
    ], others=[("missing", "includes/figures.html", _build_missing_values)]),
    Component("answers", _("Answers of a figure"), "includes/figures.html", _build_coded_figures, [
        (_("How firm"), Evidence, "evidence", True), (_("How exact"), Precision, "precision", False),
        (_("Who says so"), Attestation, "attested_by", False), (_("Basis"), Basis, "basis", True),
    ], is_wide=True),
    Component("figure-strip", _("Key figures"), "initiatives/figure_strip.html", _build_figures, [
        ("one", {}), ("several", *[{}] * 5),
        ("long", {"label": LONG_TEXT, "note": LONG_TEXT}, {"value": 10**9, "unit": Unit.CNY}, {}),
    ], is_wide=True, others=[(_("Of a park"), "initiatives/park_overview.html", _build_overview)]),
    Component("marks", _("States and evidence"), f"{OWN}marks.html", _build_marks, [("usual",)],
              is_wide=True),
    Component("tags", _("Tags"), f"{OWN}tags.html",
              lambda areas: {"areas": areas(), "city": make_sample(City)},
              [("usual", lambda: WasteArea.choices), ("long", lambda: [("", LONG_TEXT[0])])]),
    Component("markers", _("Markers of sources"), f"{OWN}marker.html", _build_claims,
              [("one", 1), ("several", 1, 1), ("many", 9)]),
    Component("source", _("Source"), "includes/source.html", set_sample("source", Source), _SOURCES,
              chinese=-1),
    Component("source-list", _("List of sources"), "includes/sources.html", _build_cited,
              [("none", 0), ("one", 1), ("many", 24)], is_wide=True, chinese=2,
              others=[(_("In columns"), f"{OWN}sources.html", lambda: _build_cited(24))]),
])  # fmt: skip


# -- Lists -------------------------------------------------------------------------------------------


class SampleFilter(FacetedFilterSet):
    """The filters of the list of sources that need no query for their choices."""

    q = SourceFilter.base_filters["q"]
    kind = CodesFilter("kind", choices=SourceKind.choices, label=_("Kind"))
    sort = TotalOrdering(fields=[("title", "title"), ("published", "published")])
    sort_labels = SourceFilter.sort_labels
    default_sort_label = SourceFilter.default_sort_label

    class Meta:
        model = Source
        fields: list[str] = []


def _build_filterset(query: str = "") -> Context:
    filterset = SampleFilter(QueryDict(query), queryset=Source.objects.none())
    filterset.is_valid()
    return {"filterset": filterset, "problems": filterset.problems}


def _make_facet(most: int, chosen: int = 0, label: str = "") -> Facet:
    """The first options are chosen; the last would give nothing."""
    kinds = list(SourceKind.choices)
    counts = [*(most // place for place in range(1, len(kinds))), 0]
    options = [
        Option(code, label or name, counts[place], place < chosen) for place, (code, name) in enumerate(kinds)
    ]
    return Facet("kind", label or _("Kind"), options)


def _build_facets(*facets: tuple[Any, ...]) -> Context:
    return {**_build_filterset("q=sample"), "facets": [_make_facet(*facet) for facet in facets]}


def _build_page(total: int, number: int = 1) -> Context:
    return {"page": Paginator(range(total), 50).page(number)}


def _build_list(total: int, facets: list[tuple[Any, ...]], query: str = "", **values: Any) -> Context:
    """What `RecordList` gives its template for the first page of `total` rows."""
    kinds: list[dict[str, Any]] = [{}, _IN_CHINESE, {"published": "", "link_ok": False}]
    rows = [make_sample(Source, uses_count=n, **{**kind, **values}) for n, kind in enumerate(kinds[:total])]
    problems = _build_filterset(query)["problems"]
    return {
        **_build_facets(*facets),
        **_build_page(total),
        "problems": problems,
        "rows": rows,
        "count": total,
    }


def _build_result(**values: Any) -> Context:
    return {"city": make_sample(City, **values), "with_region": True}


def _build_case() -> Context:
    return {"case": make_sample(ProcurementCase, main_outcomes=[make_sample(CityFigure)])}


def _build_cards(number: int, name: TextPair = ("Sample network: Member", "示例网络：成员")) -> Context:
    rows = make_samples(number, City, name=name)
    for row in rows:
        shared = (row, translate_pair(name))
        row.shared = [SharedFeature(*shared, make_sample(Membership)), SharedFeature(*shared)]  # type: ignore[attr-defined]
    return {"record": make_sample(City), "rows": rows}


def _build_members(number: int, name: TextPair = ("Sample city", "示例城市"), **values: Any) -> Context:
    members = make_samples(number, Membership, city=make_sample(City, name=name), **values)
    return {"network": make_sample(Network, by_role=[("endorsing", members)] if members else [])}


def _build_aims(own: int, further: int, text: TextPair = SENTENCE) -> Context:
    own_aims, further_aims = (make_samples(number, Aim, text=text) for number in (own, further))
    return {"network": make_sample(Network, own_aims=own_aims, further_aims=further_aims)}


def _build_band() -> Context:
    members = [(member, "Sample country") for member in make_samples(4, Membership)]
    network = make_sample(Network, aims=make_samples(3, Aim, kind=AimKind.OWN))
    more = {"partners": [make_sample(Partner)], "themes": [make_sample(Theme)]}
    return {"network": network, "endorsers": members, **more}


def _build_bare_band() -> Context:
    return {"network": make_sample(Network, summary=(), operator_since="", open_to=[])}


LISTS = ComponentGroup("lists", pgettext_lazy("style guide", "Lists"), [
    Component("list", _("Page of a list"), "records/source_list.html", _build_list, [
        ("none", 0, [(0, 1)]), ("one", 1, []), ("thousand", 1_000, [(1_000, 2)]),
        ("error", 3, [(3,)], "kind=wrong"),
    ], is_page=True, chinese=2, others=[
        ("long", "records/source_list.html",
         lambda: _build_list(2, [(2, 1, LONG_TEXT[0])], title=LONG_TEXT[0]))]),
    Component("facets", _("Facets"), "includes/facets.html", _build_facets,
              [("usual", (1_000, 1), (24,)), ("none", (0,)), ("long", (7, 1, LONG_TEXT[0]))]),
    Component("applied", _("Filters in use"), "includes/applied.html", _build_facets, [
        ("none", (9,)), ("one", (9, 1)), ("many", (9, 4), (9, 2)), ("long", (9, 1, LONG_TEXT[0])),
    ], chinese=2),
    Component("sort", _("Order"), "includes/sort.html", _build_filterset, [("usual",)]),
    Component("pager", _("Pages"), "includes/pagination.html", _build_page,
              [("one", 50), ("several", 120, 2), ("thousand", 1_000, 20)], chinese=1),
    Component("results", _("Row of a list"), "cities/city_result.html", run_builder, [
        ("usual", lambda: _build_result(profile=make_samples(1, ProfileSection))),
        (_("District"), lambda: _build_result(parent=make_sample(City))),
        ("missing", lambda: _build_result(summary=())),
        ("long", lambda: _build_result(name=LONG_TEXT, summary=LONG_TEXT)),
    ], is_wide=True, others=[(_("With a figure"), "initiatives/case_result.html", _build_case)]),
    Component("cards", _("Cards"), "cities/panels/peers.html", _build_cards,
              [("one", 1), ("several", 3), ("long", 1, LONG_TEXT)], is_wide=True),
    Component("rolls", _("Names under hairlines"), "coalition/includes/members.html", run_builder, [
        ("none", lambda: _build_members(0)), ("many", lambda: _build_members(12)),
        ("missing", lambda: _build_members(1, joined="", attested_by=Attestation.HUB_PAGE_ONLY)),
        ("long", lambda: _build_members(1, LONG_TEXT, note=SENTENCE, left="2024")),
    ], chinese=1),
    Component("aims", _("Numbered list"), "coalition/includes/aims.html", _build_aims,
              [("one", 1, 0), ("several", 5, 2), ("long", 1, 1, LONG_TEXT)]),
    Component("band", _("Dark band"), "hub/home/coalition.html", run_builder,
              [("usual", _build_band), ("missing", _build_bare_band)], is_wide=True),
])  # fmt: skip


# -- Frame of a page ---------------------------------------------------------------------------------


def _build_crumbs(parents: int, here: TextPair = ("Sample page", "示例页面")) -> Context:
    labels = dict.fromkeys(("parent_label", "second_label")[:parents], "Sample list")
    urls = dict.fromkeys(("parent_url", "second_url")[:parents], "/sample-")
    return {"here": translate_pair(here), **labels, **urls}


_withdraw = set_sample("publication", Publication)

FRAME = ComponentGroup("frame", pgettext_lazy("style guide", "Frame of a page"), [
    Component("masthead", _("Head and choice of language"), "includes/masthead.html", run_builder, [
        ("usual", dict),
        (_("Page of the menu"),
         lambda: {"navigation": get_navigation(RequestFactory().get(reverse("cities")))}),
    ], is_wide=True),
    Component("crumbs", _("Breadcrumb"), "includes/crumbs.html", _build_crumbs,
              [("one", 0), ("several", 2), ("long", 1, LONG_TEXT)]),
    Component("footer", _("Foot"), "includes/footer.html", dict, [("usual",)], is_wide=True),
    Component("share", _("Shared address"), "includes/share.html", lambda: {
        "page_title": "Sample page", "page_description": "Sample description of a page.",
    }, [(_("Head of the page"),)], is_code=True, others=[(_("Picture"), f"{OWN}share.html", dict)]),
    Component("error-pages", _("Error pages"), "404.html", dict, [(_("No page"),)], is_page=True, others=[
        (_("Withdrawn"), "410.html", partial(_withdraw, {"action": Action.WITHDRAWN})),
        ("long", "410.html", partial(_withdraw, {"action": Action.DELETED, "title": LONG_TEXT})),
        (_("Failure"), "500.html", lambda: {"STATIC_URL": settings.STATIC_URL}),
    ]),
])  # fmt: skip
