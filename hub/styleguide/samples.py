"""Records for the style guide. They are made in memory, have never been in the database and say "sample"."""

from datetime import datetime
from decimal import Decimal
from itertools import count
from typing import Any, TypeVar

from django.db.models import Model
from django.utils.timezone import get_current_timezone

from cities.choices import CityKind, RegionKind
from cities.models import City, CityFigure, ProfileSection, Region
from coalition.choices import ExchangeKind, MembershipRole, ProgrammeKind
from coalition.models import Event, Exchange, ExchangeCity, Membership, Network, Programme
from initiatives.choices import FlowStatus, Sector
from initiatives.models import Material, MaterialFlow
from records.choices import Attestation, Evidence, SourceKind, Unit, WasteArea
from records.citations import Citations
from records.models import Publication, Source, Theme
from records.translation import COLUMNS

#: Every slug and key begins with it: by this the page knows an address that leads to no page.
PREFIX = "sample-"

#: A German word that nothing breaks and a row of Han characters: what a layout must stand.
LONG = (
    "Sample of a long name: Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnung",
    "示例：用于检验版面在名称特别长而且中间没有任何空格可以换行的情况下是否仍然完整可读的名称",
)
SENTENCE = (
    "A sample sentence says in plain words what is known. A second one follows where there is more to say.",
    "示例句子用平实的文字说明已知的情况。如有更多内容，由第二句补充。",
)

AnyModel = TypeVar("AnyModel", bound=Model)

# Negative, so that no row of the database can be taken for a sample.
_numbers = count(-1, -1)


def make(model: type[AnyModel], **values: Any) -> AnyModel:
    """A record, part or link in memory.

    A pair of texts fills a translated field in English and Simplified Chinese; a list fills a relation to
    many, which then asks no database.
    """
    number = next(_numbers)
    relations = {name: values.pop(name) for name in list(values) if _is_many(model, name)}
    columns: dict[str, Any] = {}
    for name, value in values.items():
        if name in getattr(model, "translated_fields", {}):
            columns |= dict(zip((f"{name}_{column}" for column in COLUMNS), value, strict=False))
        else:
            columns[name] = _as_stored(name, value)
    for name in ("slug", "key"):
        if any(field.name == name for field in model._meta.concrete_fields):
            columns.setdefault(name, f"{PREFIX}{-number}")
    made = model(pk=number, **columns)
    made._prefetched_objects_cache = relations  # type: ignore[attr-defined]
    return made


def given(made: AnyModel, **attributes: Any) -> AnyModel:
    """The record with what a view or a query adds to it beside its columns."""
    for name, value in attributes.items():
        setattr(made, name, value)
    return made


def _as_stored(name: str, value: Any) -> Any:
    """The number of a figure as the database gives it: a decimal."""
    return Decimal(value) if name == "value" and value is not None else value


def _is_many(model: type[Model], name: str) -> bool:
    relations = {field.name for field in model._meta.many_to_many}
    relations |= {str(relation.get_accessor_name()) for relation in model._meta.related_objects}
    return name in relations


class SampleCitations(Citations):
    """Markers and sources without a query: what a sample rests on is its `sample_sources`, else the first."""

    def __init__(self) -> None:
        super().__init__([])
        self.first = source()

    def sources_of(self, obj: Any, field: str = "") -> list[Source]:
        return getattr(obj, "sample_sources", [self.first])


def source(**values: Any) -> Source:
    defaults = {
        "title": "Sample report on circular cities",
        "publisher": "Sample publisher",
        "published": "2024-05-17",
        "language": "en",
        "kind": SourceKind.REPORT,
        "url": "https://www.example.org/sample-report",
    }
    return make(Source, **{**defaults, **values})


def chinese_source(**values: Any) -> Source:
    defaults = {"title": "示例通知：关于开展试点工作的通知", "publisher": "示例部门", "language": "zh-Hans"}
    return source(**{**defaults, **values})


def theme(**values: Any) -> Theme:
    defaults = {"name": ("Sample theme", "示例主题"), "description": SENTENCE, "working_area": True}
    return make(Theme, **{**defaults, **values})


def city(**values: Any) -> City:
    """A city with a profile; `summary=()` makes one with base data only."""
    region = make(Region, name=("Sample province", "示例省"), kind=RegionKind.PROVINCE, country="CN")
    defaults = {
        "name": ("Sample city", "示例城市"),
        "kind": CityKind.PREFECTURE_LEVEL,
        "country": "CN",
        "region": region,
        "parent": None,
        "lat": 34.8,
        "lon": 113.6,
        "summary": SENTENCE,
        "main_industries": [{"en": "Sample industry", "zh_hans": "示例产业"}],
        "profile": [],
    }
    return make(City, **{**defaults, **values})


def section(of: City, **values: Any) -> ProfileSection:
    defaults = {
        "heading": ("Sample heading", "示例标题"), "text": SENTENCE, "year": 2023,
        "attested_by": Attestation.OFFICIAL, "theme": theme(),
    }  # fmt: skip
    return make(ProfileSection, city=of, **{**defaults, **values})


def figure(**values: Any) -> CityFigure:
    return make(CityFigure, **{**FIGURE, "city": city(), **values})


#: The five answers of a sample figure, for every model that has them.
FIGURE: dict[str, Any] = {
    "label": ("Sample figure", "示例数据"),
    "value": 1234,
    "unit": Unit.T_PER_YEAR,
    "year": 2023,
    "evidence": Evidence.STATED,
    "attested_by": Attestation.OFFICIAL,
}


def programme(**values: Any) -> Programme:
    defaults = {
        "name": ("Sample programme", "示例项目"), "kind": ProgrammeKind.NATIONAL, "starts": "2022",
        "about": SENTENCE,
    }  # fmt: skip
    return make(Programme, **{**defaults, **values})


def network(**values: Any) -> Network:
    defaults = {
        "name": ("Sample network", "示例网络"), "short_name": ("SN", "示例"), "summary": SENTENCE,
        "operator": ("Sample secretariat", "示例秘书处"), "operator_since": "2014", "aims": [],
        "attested_by": Attestation.OFFICIAL, "open_to": [{"en": "Sample cities", "zh_hans": "示例城市"}],
    }  # fmt: skip
    return make(Network, **{**defaults, **values})


def membership(**values: Any) -> Membership:
    defaults = {
        "network": network(), "city": city(), "role": MembershipRole.ENDORSING, "joined": "2023-11",
        "attested_by": Attestation.OFFICIAL,
    }  # fmt: skip
    return make(Membership, **{**defaults, **values})


def event(**values: Any) -> Event:
    defaults = {
        "title": ("Sample event", "示例活动"), "date": "2023-11-21", "place": ("Sample place", "示例地点"),
        "summary": SENTENCE, "cities": [],
    }  # fmt: skip
    return make(Event, **{**defaults, **values})


def exchange(*links: tuple[City, str], **values: Any) -> Exchange:
    """An exchange of cities, each with its role."""
    defaults = {
        "title": ("Sample exchange", "示例交流"), "kind": ExchangeKind.STUDY_TOUR, "theme": theme(),
        "starts": "2019-05", "summary": SENTENCE, "attested_by": Attestation.REPORTED,
        "cities": [make(ExchangeCity, city=place, role=role) for place, role in links],
    }  # fmt: skip
    return make(Exchange, **{**defaults, **values})


def flow(number: int, value: int | None, **values: Any) -> MaterialFlow:
    """A flow of material `number`; givers and takers repeat, as they do in a park."""
    material = {
        "name": (f"Sample material {number}", f"示例物料{number}"),
        "waste_area": list(WasteArea)[number % 5],
    }
    defaults = {
        "from_name": (f"Sample giver {number % 3}", f"示例供方{number % 3}"), "from_sector": Sector.STEEL,
        "to_name": (f"Sample taker {number % 4}", f"示例受方{number % 4}"), "to_sector": Sector.CEMENT,
        "unit": Unit.KT if value else "", "value": value, "status": FlowStatus.OPERATING,
        "material": make(Material, **material),
    }  # fmt: skip
    answers = {name: FIGURE[name] for name in ("year", "evidence", "attested_by")}
    return make(MaterialFlow, **{**answers, **defaults, **values})


def publication(**values: Any) -> Publication:
    """A row of the log."""
    defaults = {
        "record_type": "city", "slug": f"{PREFIX}city", "version": 1, "title": ("Sample city", "示例城市"),
        "at": datetime(2024, 5, 17, 9, 30, tzinfo=get_current_timezone()),
    }  # fmt: skip
    row = make(Publication, **{**defaults, **values})
    row.number = row.version
    return row
