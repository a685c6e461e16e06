"""Figures with all their answers, what qualifies a fact, and the sources that it rests on."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cities.choices import IndicatorValueReason
from cities.models import IndicatorValue
from hub.models import TargetState
from hub.styleguide import labels, samples
from hub.styleguide.parts import Group, Part, State
from initiatives.choices import ActionStatus, FacilityStatus, FlowStatus
from records.choices import Attestation, Basis, Evidence, Precision, Unit, WasteArea
from records.models import Source

_PARTS = "hub/styleguide/parts/"


def group() -> Group:
    return Group(
        "facts",
        pgettext_lazy("style guide", "Facts and sources"),
        [_figures(), _answers(), _strip(), _marks(), _tags(), _markers(), _source_line(), _sources()],
    )


# -- Figures -----------------------------------------------------------------------------------------


def _figures() -> Part:
    template, make = "includes/figures.html", samples.figure
    units = [
        make(unit=Unit.PERCENT, value=Decimal("48.5")),
        make(unit=Unit.COUNT),
        make(unit=Unit.CNY, value=3 * 10**10),
        make(unit=Unit.CALENDAR_YEAR, value=2030),
    ]
    years = [make(year=None), make(period=("first half of 2023", "2023年上半年"))]
    long = make(label=samples.LONG, note=samples.LONG, precision=Precision.AT_LEAST)
    usual = make(note=samples.SENTENCE, precision=Precision.ABOUT)
    return Part(
        "figures",
        _("Figures"),
        [
            State(labels.ONE, template, {"figures": [usual]}),
            State(labels.MISSING, template, {"figures": _without_value()}),
            State(_("Unit"), template, {"figures": units}),
            State(_("Year"), template, {"figures": years}),
            State(labels.LONG, template, {"figures": [long]}),
            State(labels.CHINESE, template, {"figures": [usual]}, language="zh-hans"),
        ],
    )


def _without_value() -> list[Any]:
    """A figure for each reason why there is none, and one that gives no reason."""
    values = []
    for reason in ["", *IndicatorValueReason]:
        value = samples.make(
            IndicatorValue, value=None, reason=reason, year=2023, attested_by=Attestation.OFFICIAL
        )
        values.append(samples.given(value, key=value.slug, label=samples.figure().label))
    return values


def _answers() -> Part:
    """Each code that says how firm, how exact, of what and by whom: the figure is called as the code."""
    template = "includes/figures.html"

    def each(codes: Iterable[TextChoices], name: str) -> Callable[[], list[Any]]:
        return lambda: [samples.figure(label=(str(c.label),) * 2, **{name: c}) for c in codes]

    evidence = {"figures": each(Evidence, "evidence"), "paired": True}
    basis = {"figures": each(Basis, "basis"), "paired": True}
    return Part(
        "answers",
        _("Answers of a figure"),
        [
            State(_("How firm"), template, evidence, is_wide=True),
            State(_("How exact"), template, {"figures": each(Precision, "precision")}),
            State(_("Who says so"), template, {"figures": each(Attestation, "attested_by")}),
            State(_("Basis"), template, basis, is_wide=True),
        ],
    )


def _strip() -> Part:
    template, make = "initiatives/figure_strip.html", samples.figure
    long = [make(label=samples.LONG, note=samples.LONG), make(value=10**9, unit=Unit.CNY), make()]
    return Part(
        "figure-strip",
        _("Key figures"),
        [
            State(labels.ONE, template, {"figures": [make()]}),
            State(labels.SEVERAL, template, {"figures": [make() for _n in range(5)]}, is_wide=True),
            State(labels.LONG, template, {"figures": long}, is_wide=True),
            State(_("Of a park"), "initiatives/park_overview.html", _overview(), is_wide=True),
            State(labels.CHINESE, template, {"figures": [make()]}, language="zh-hans"),
        ],
    )


def _overview() -> dict[str, Any]:
    """What the head of a park's page is given."""
    flow = samples.flow(1, 500)
    figures = {"area": samples.figure(unit=Unit.KM2), "figures": [samples.figure()]}
    return {**figures, "record": samples.city(), "flows": [flow], "largest": flow, "quantified_count": 1}


# -- What qualifies a fact ---------------------------------------------------------------------------


def _marks() -> Part:
    template = f"{_PARTS}marks.html"
    statuses: list[type[TextChoices]] = [FacilityStatus, FlowStatus, ActionStatus, TargetState]
    context: dict[str, Any] = {
        "statuses": {code.value: code.label for codes in statuses for code in codes}.items(),
        "evidence": Evidence.choices,
        "attestation": Attestation.choices,
    }
    return Part(
        "marks",
        _("States and evidence"),
        [
            State(labels.USUAL, template, context, is_wide=True),
            State(labels.CHINESE, template, context, is_wide=True, language="zh-hans"),
        ],
    )


def _tags() -> Part:
    template = f"{_PARTS}tags.html"
    place = samples.city()
    return Part(
        "tags",
        _("Tags"),
        [
            State(labels.USUAL, template, {"areas": WasteArea.choices, "city": place}),
            State(labels.LONG, template, {"areas": [("", samples.LONG[0])], "city": place}),
            State(labels.CHINESE, template, {"areas": WasteArea.choices, "city": place}, language="zh-hans"),
        ],
    )


# -- Sources -----------------------------------------------------------------------------------------


def _resting_on(*sources: Source) -> Any:
    claim = samples.theme(description=("Sample claim.", "示例陈述。"))
    return samples.given(claim, sample_sources=list(sources))


def _markers() -> Part:
    template = f"{_PARTS}marker.html"
    one, many = _resting_on(samples.source()), _resting_on(*(samples.source() for _n in range(9)))
    return Part(
        "markers",
        _("Markers of sources"),
        [
            State(labels.ONE, template, {"claims": [one]}),
            State(labels.SEVERAL, template, {"claims": [one, _resting_on(samples.chinese_source())]}),
            State(labels.MANY, template, {"claims": [many]}),
            State(labels.CHINESE, template, {"claims": [one]}, language="zh-hans"),
        ],
    )


def _kinds_of_sources() -> dict[Any, Source]:
    return {
        labels.USUAL: samples.source(),
        _("Title is ours"): samples.chinese_source(
            title="Sample page without a title", title_is_descriptive=True
        ),
        _("Not linked"): samples.source(link_ok=False),
        labels.MISSING: samples.source(published=""),
        labels.LONG: samples.source(title=samples.LONG[0], url=f"https://{'sample' * 9}.example.org/"),
        labels.CHINESE: samples.chinese_source(),
    }


def _source_line() -> Part:
    template = "includes/source.html"
    return Part(
        "source",
        _("Source"),
        [State(label, template, {"source": source}) for label, source in _kinds_of_sources().items()],
    )


def _sources() -> Part:
    template = "includes/sources.html"

    def cited(sources: Iterable[Source]) -> dict[str, Any]:
        return {"cited": list(enumerate(sources, start=1)), "always": True}

    many = cited(list(_kinds_of_sources().values()) * 4)
    return Part(
        "source-list",
        _("List of sources"),
        [
            State(labels.NONE, template, cited([])),
            State(labels.ONE, template, cited([samples.source()])),
            State(labels.MANY, template, many, is_wide=True),
            State(_("In columns"), f"{_PARTS}sources.html", many, is_wide=True),
            State(labels.CHINESE, template, cited([samples.chinese_source()]), language="zh-hans"),
        ],
    )
