"""Tables, and what stands in rows and columns: matrices, figures by area, expected beside measured, steps."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cities.choices import IndicatorValueReason
from hub.styleguide import labels, samples
from hub.styleguide.indicators import framework, indicator, values
from hub.styleguide.parts import Group, Part, State
from initiatives.choices import ActionKind, ActionStatus, FacilityKind, FacilityStatus
from initiatives.figure_groups import group_by_area, group_outcomes
from initiatives.models import Facility, PilotAction, PilotFigure, ProcurementCase, ProcurementOutcome
from initiatives.views.pilots import build_matrix
from records.choices import Evidence, Precision, Unit, WasteArea

#: So many rows stand on one page of a list of a thousand.
PAGE = 50


def group() -> Group:
    return Group(
        "tables",
        pgettext_lazy("style guide", "Tables"),
        [_tables(), _indicators(), _values_of_a_city(), _matrix(), _areas(), _outcomes(), _steps()],
    )


def _tables() -> Part:
    template = "initiatives/panels/parks_facilities.html"

    def rows(number: int, **values: Any) -> dict[str, Any]:
        defaults = {
            "name": ("Sample plant", "示例工厂"), "kind": FacilityKind.CEMENT,
            "status": FacilityStatus.OPERATING, "evidence": Evidence.STATED,
        }  # fmt: skip
        return {"facilities": [samples.make(Facility, **{**defaults, **values}) for _n in range(number)]}

    return Part(
        "table",
        _("Table"),
        [
            State(labels.ONE, template, rows(1)),
            State(labels.LONG, template, rows(1, name=samples.LONG, note=samples.LONG)),
            State(labels.MANY, template, rows(PAGE), is_wide=True),
            State(labels.CHINESE, template, rows(3, status=FacilityStatus.PLANNED), language="zh-hans"),
        ],
    )


def _indicators() -> Part:
    template = "cities/indicator_table.html"
    coverage = {"values_count": 12, "cities_count": 3, "first_year": 2019, "last_year": 2023}

    def context(*subjects: WasteArea, **given: Any) -> dict[str, Any]:
        rows = []
        for subject in subjects:
            row = indicator(waste_area=subject, **given)
            rows.append((subject, [samples.given(row, **coverage)]))
        return {"framework": framework(), "subjects": rows}

    industrial = WasteArea.INDUSTRIAL
    return Part(
        "indicators",
        _("Table in groups"),
        [
            State(labels.ONE, template, context(industrial), is_wide=True),
            State(labels.LONG, template, context(industrial, name=samples.LONG), is_wide=True),
            State(labels.SEVERAL, template, context(*WasteArea), is_wide=True),
            State(labels.CHINESE, template, context(industrial), is_wide=True, language="zh-hans"),
        ],
    )


def _values_of_a_city() -> Part:
    template = "cities/panels/indicators.html"

    def context(years: int, **given: Any) -> dict[str, Any]:
        rows = values(indicator(**given), 1, years)
        return {"rows": rows, "record": rows[0].city}

    gap = context(2)
    gap["rows"][0].value, gap["rows"][0].reason = None, IndicatorValueReason.NOT_REPORTED
    return Part(
        "city-values",
        _("Values of a city"),
        [
            State(labels.ONE, template, context(1), is_wide=True),
            State(labels.MISSING, template, gap, is_wide=True),
            State(labels.LONG, template, context(1, name=samples.LONG), is_wide=True),
            State(labels.CHINESE, template, context(2), is_wide=True, language="zh-hans"),
        ],
    )


def _actions(*places: tuple[str, str], title: Any = ("Sample action", "示例行动")) -> list[PilotAction]:
    statuses = list(ActionStatus)
    return [
        samples.make(
            PilotAction, area=area, kind=kind, title=title, text=samples.SENTENCE,
            status=statuses[number % len(statuses)], year=2023 if number else None,
        )
        for number, (area, kind) in enumerate(places)
    ]  # fmt: skip


def _matrix() -> Part:
    template = "initiatives/pilot_actions.html"

    def context(actions: list[PilotAction]) -> dict[str, Any]:
        statuses = [(status, status.label, 1) for status in ActionStatus]
        return {
            "actions": actions,
            "matrix": build_matrix(actions),
            "kinds": ActionKind.labels,
            "statuses": statuses,
        }

    one = (WasteArea.INDUSTRIAL, ActionKind.REGULATION)
    every = [(area, kind) for area in WasteArea for kind in ActionKind]
    return Part(
        "matrix",
        _("Matrix"),
        [
            State(labels.NONE, template, context([]), is_wide=True),
            State(labels.ONE, template, context(_actions(one)), is_wide=True),
            State(labels.LONG, template, context(_actions(one, title=samples.LONG)), is_wide=True),
            State(labels.MANY, template, context(_actions(*every)), is_wide=True),
            State(labels.CHINESE, template, context(_actions(one, one)), is_wide=True, language="zh-hans"),
        ],
    )


def _areas() -> Part:
    template = "initiatives/figure_areas.html"

    def figures(label: Any, *values: tuple[int, int]) -> list[PilotFigure]:
        return [
            samples.make(PilotFigure, **{**samples.FIGURE, "label": label, "year": year, "value": value})
            for year, value in values
        ]

    label = ("Sample amount of industrial waste", "示例工业固体废物产生量")
    years = figures(label, (2019, 120), (2020, 90), (2021, 70))
    other = figures(("Sample of another thing", "其他示例"), (2023, 5))
    long = figures((f"{samples.LONG[0]} hazardous waste", samples.LONG[1]), (2023, 10**9))
    return Part(
        "areas",
        _("Figures by waste area"),
        [
            State(labels.ONE, template, {"areas": group_by_area(other)}),
            State(labels.LONG, template, {"areas": group_by_area(long)}),
            State(labels.SEVERAL, template, {"areas": group_by_area([*years, *other])}, is_wide=True),
            State(labels.CHINESE, template, {"areas": group_by_area(years)}, language="zh-hans"),
        ],
    )


def _outcomes() -> Part:
    template = "initiatives/case_outcomes.html"

    def outcome(**values: Any) -> ProcurementOutcome:
        defaults = {"unit": Unit.PERCENT, "value": 48, "evidence": Evidence.EXPECTED}
        return samples.make(ProcurementOutcome, **{**samples.FIGURE, **defaults, **values})

    both = [outcome(precision=Precision.UP_TO), outcome(value=31, evidence=Evidence.MEASURED)]
    expected = group_outcomes([outcome(label=("Sample saving", "示例节约"))])
    states = [
        State(labels.NONE, template, {"outcomes": []}, is_wide=True),
        State(labels.MISSING, template, {"outcomes": expected}, is_wide=True),
        State(
            labels.USUAL, template, {"outcomes": group_outcomes(both), "stated": [outcome()]}, is_wide=True
        ),
        State(
            labels.LONG, template, {"outcomes": group_outcomes([outcome(label=samples.LONG)])}, is_wide=True
        ),
        State(labels.CHINESE, template, {"outcomes": group_outcomes(both)}, is_wide=True, language="zh-hans"),
    ]
    return Part("outcomes", _("Expected beside measured"), states)


def _steps() -> Part:
    template = "initiatives/case_steps.html"

    def context(text: Any, stated: int) -> dict[str, Any]:
        case = samples.make(ProcurementCase, object=text, approach=text)
        return {"record": case, "stated": [samples.figure() for _n in range(stated)]}

    return Part(
        "steps",
        _("Steps"),
        [
            State(labels.USUAL, template, context(samples.SENTENCE, 1), is_wide=True),
            State(labels.LONG, template, context(samples.LONG, 0), is_wide=True),
            State(labels.CHINESE, template, context(samples.SENTENCE, 0), is_wide=True, language="zh-hans"),
        ],
    )
