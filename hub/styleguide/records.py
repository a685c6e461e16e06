"""The page of a record and what stands on it: panels, history, citation, people and places in time."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cities.models import City
from coalition.choices import ExchangeRole
from hub.selectors import LatestChange
from hub.styleguide import labels, samples
from hub.styleguide.parts import Group, Part, State
from records.choices import Action
from records.diff.records import FieldDifference
from records.history import History, VersionEntry
from records.models import Publication, SourceUse
from records.panels import FilledPanel, Panel
from records.source_usage import PartUsage, RecordUsage, UsageGroup

_PARTS = "hub/styleguide/parts/"


def group() -> Group:
    return Group(
        "records",
        pgettext_lazy("style guide", "Records"),
        [_page(), _sections(), _pairs(), _timeline(), _history(), _differences(), _citation(), _changes()],
    )


# -- The page ----------------------------------------------------------------------------------------


def _page() -> Part:
    template = "records/theme_detail.html"
    panel = Panel("exchanges", _("Exchanges"), "coalition/panels/exchanges.html", 60, lambda record: [])
    filled = FilledPanel(panel, [_exchange(1, 1)])

    def context(record: Any, *panels: FilledPanel) -> dict[str, Any]:
        return {"record": record, "panels": panels, "history": lambda: _versions(1)}

    long = samples.theme(name=samples.LONG, description=samples.LONG)
    states = [
        State(labels.USUAL, template, context(samples.theme(), filled), page=True, is_wide=True),
        State(labels.LONG, template, context(long), page=True, is_wide=True),
        State(_("Exchange"), "coalition/exchange_detail.html", _exchange_page(), page=True, is_wide=True),
        State(_("Source"), "records/source_detail.html", _source_page(), page=True, is_wide=True),
        State(_("Network"), "coalition/coalition.html", _network_page(), page=True, is_wide=True),
        State(labels.MISSING, "cities/city_detail.html", _base_data(), page=True, is_wide=True),
        State(
            labels.CHINESE,
            template,
            context(samples.theme(), filled),
            page=True,
            is_wide=True,
            language="zh-hans",
        ),
    ]
    return Part("record", _("Page of a record"), states)


def _base_data() -> dict[str, Any]:
    """A city of which only base data is known, and that not whole."""
    city = samples.city(summary=(), lat=None, lon=None, main_industries=[])
    return {"record": city, "panels": [], "history": lambda: _versions(1), "facts": {}, "themes": []}


def _exchange_page() -> dict[str, Any]:
    return {"record": _exchange(1, 0), "panels": [], "history": lambda: _versions(1)}


def _source_page() -> dict[str, Any]:
    use = SourceUse(record_type="city", slug="sample-city", path="/sample-city/", title_en="Sample city")
    resting = RecordUsage(use, True, [_("Summary")], [PartUsage("sample-part", "Sample figure")])
    source = samples.chinese_source()
    uses = [UsageGroup(City._meta.verbose_name_plural, [resting, resting])]
    return {"record": source, "heading": source.title, "uses": uses, "records_count": 2, "panels": [],
            "history": lambda: _versions(1)}  # fmt: skip


def _network_page() -> dict[str, Any]:
    by_role = [("endorsing", [samples.membership()])]
    network = samples.given(samples.network(related=[]), by_role=by_role)
    return {"coalition": network, "partners": [], "exchanges_count": 1_000, "events_count": 1}


def _sections() -> Part:
    template = "cities/panels/sections.html"
    city = samples.city()
    long = samples.city(name=samples.LONG)
    return Part(
        "sections",
        _("Sections beside their names"),
        [
            State(labels.ONE, template, {"rows": [samples.section(city)]}, is_wide=True),
            State(labels.MISSING, template, {"rows": [samples.section(city, year=None)]}, is_wide=True),
            State(
                labels.LONG, template, {"rows": [samples.section(long, heading=samples.LONG)]}, is_wide=True
            ),
            State(
                labels.CHINESE,
                template,
                {"rows": [samples.section(city)] * 2},
                is_wide=True,
                language="zh-hans",
            ),
        ],
    )


# -- Who with whom, and when -------------------------------------------------------------------------


def _exchange(learners: int, hosts: int) -> Any:
    learned = [(samples.city(), ExchangeRole.LEARNER) for _n in range(learners)]
    hosted = [(samples.city(name=("Sample host", "示例东道城市")), ExchangeRole.HOST) for _n in range(hosts)]
    return samples.given(samples.exchange(*learned, *hosted, partners=[]), districts=[])


def _pairs() -> Part:
    template = "coalition/includes/pair.html"

    def sides(learners: int = 0, hosts: int = 0, peers: int = 0, **values: Any) -> dict[str, Any]:
        names = {"learners": learners, "hosts": hosts, "peers": peers}
        return {name: [samples.city(**values) for _n in range(number)] for name, number in names.items()}

    return Part(
        "pairs",
        _("Pairs of cities"),
        [
            State(_("Learner and host"), template, {**sides(1, 1), "countries": True}),
            State(labels.SEVERAL, template, sides(3, 2)),
            State(_("Peers"), template, sides(peers=3)),
            State(_("One peer"), template, sides(peers=1)),
            State(labels.MISSING, template, sides(1)),
            State(labels.NONE, template, sides()),
            State(labels.LONG, template, sides(1, 1, name=samples.LONG)),
            State(labels.CHINESE, template, sides(1, 1), language="zh-hans"),
        ],
    )


def _timeline() -> Part:
    template = "coalition/event_list.html"
    known = [samples.event(), samples.event(date="2023-05"), samples.event(date="2022", end="2023")]
    unknown = samples.event(date="", place=(), date_note=samples.SENTENCE)
    long = samples.event(title=samples.LONG, place=samples.LONG, cities=[samples.city(name=samples.LONG)])
    filters: dict[str, Any] = {"facets": [], "problems": [], "page": None, "filterset": None}

    def context(*events: Any) -> dict[str, Any]:
        return {**filters, "rows": events, "count": len(events)}

    return Part(
        "timeline",
        _("Timeline"),
        [
            State(labels.ONE, template, context(known[0]), page=True, is_wide=True),
            State(labels.MISSING, template, context(*known, unknown), page=True, is_wide=True),
            State(labels.LONG, template, context(long), page=True, is_wide=True),
            State(labels.CHINESE, template, context(*known), page=True, is_wide=True, language="zh-hans"),
        ],
    )


# -- What became of it -------------------------------------------------------------------------------

_FIRST = datetime(2021, 1, 4, 9, 30, tzinfo=get_current_timezone())


def _row(version: int, action: Action, **values: Any) -> Publication:
    defaults = {"title": ("Sample city", "示例城市"), "at": _FIRST + timedelta(days=version)}
    return samples.publication(version=version, action=action, **{**defaults, **values})


def _lines() -> list[FieldDifference]:
    return [
        FieldDifference(_now("Population"), _now("Population"), "1,200", "1,234", is_value=True),
        FieldDifference(_now("Area"), _now("Area"), "", "300", is_value=True),
    ]


def _versions(shown: int, total: int = 0, action: Action = Action.CHANGED) -> History:
    """A history of `total` versions; the first one was the publication."""
    versions: list[VersionEntry] = []
    for number in range(total or shown, (total or shown) - shown, -1):
        row = _row(number, Action.PUBLISHED if number == 1 else action)
        version = VersionEntry(
            row, None if number == 1 else _row(number - 1, Action.CHANGED), False, f"v{number}"
        )
        version.lines = _lines() if row.action == Action.CHANGED else []
        versions.append(version)
    return History(versions, total or shown, is_whole=False)


def _with_redacted_version() -> History:
    """The second of three versions was redacted."""
    history = _versions(3)
    newest, second, _first = history.versions
    second.row.redacted_by = 4
    newest.before, newest.lines = second.row, []
    return history


def _history() -> Part:
    template = "includes/history.html"

    # Made when it is drawn, so that its words are in the language of the sample.
    def context(*versions: Any) -> dict[str, Any]:
        return {"history": lambda: _versions(*versions)}

    return Part(
        "history",
        _("History"),
        [
            State(labels.ONE, template, context(1)),
            State(_("Withdrawn"), template, context(1, 2, Action.WITHDRAWN)),
            State(_("Deleted"), template, context(1, 2, Action.DELETED)),
            State(_("Redacted"), template, {"history": _with_redacted_version}),
            State(labels.THOUSAND, template, context(10, 1_000), is_wide=True),
            State(labels.CHINESE, template, context(2, 2), is_wide=True, language="zh-hans"),
        ],
    )


def _differences() -> Part:
    template = f"{_PARTS}difference.html"

    def context(*sides: Any, **more: Any) -> dict[str, Any]:
        return {"line": FieldDifference("Sample field", "sample field", *sides, **more)}

    return Part(
        "differences",
        _("Difference"),
        [
            State(labels.USUAL, template, context("1,200", "1,234", is_value=True)),
            State(_("Added"), template, context("", "300", is_value=True)),
            State(_("Removed"), template, context("300", "", is_value=True)),
            State(labels.NONE, template, context(note="Only spaces or line breaks changed.")),
            State(labels.LONG, template, context(samples.LONG[0], samples.SENTENCE[0])),
            State(
                labels.CHINESE, template, context(*samples.LONG[1:], samples.SENTENCE[1]), language="zh-hans"
            ),
        ],
    )


def _citation() -> Part:
    template = "includes/cite_record.html"

    def context(**values: Any) -> dict[str, Any]:
        return {"record": samples.city(**values), "history": _versions(1)}

    return Part(
        "citation",
        _("Citation"),
        [
            State(labels.USUAL, template, context(), is_wide=True),
            State(labels.LONG, template, context(name=samples.LONG)),
            State(labels.CHINESE, template, context(), language="zh-hans"),
        ],
    )


def _changes() -> Part:
    template = "hub/home/changes.html"
    rows = [
        _row(1, Action.CHANGED, path="/sample-city/"),
        _row(2, Action.CHANGED, title=samples.LONG),
        _row(3, Action.CHANGED),
    ]
    single = [
        LatestChange(row.number, "city", row.action, row.at, 1, row=row, what="Sample change") for row in rows
    ]
    many = LatestChange(9, "source", Action.PUBLISHED, _FIRST, 1_000, is_cut=True)
    gone = LatestChange(8, "city", Action.WITHDRAWN, _FIRST, 1, row=_row(8, Action.WITHDRAWN))
    return Part(
        "changes",
        _("Latest changes"),
        [
            State(labels.ONE, template, {"changes": single[:1]}, is_wide=True),
            State(labels.THOUSAND, template, {"changes": [many, *single, gone]}, is_wide=True),
            State(
                labels.CHINESE, template, {"changes": [many, *single[:1]]}, is_wide=True, language="zh-hans"
            ),
        ],
    )
