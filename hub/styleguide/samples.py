"""Unsaved records for the style guide, filled generically. Their names and slugs begin with "sample"."""

from datetime import datetime
from decimal import Decimal
from functools import cache
from itertools import count
from typing import Any, TypeVar

from django.db.models import Field, Model
from django.utils.timezone import get_current_timezone
from django.utils.translation import override

from cities.choices import Direction
from cities.models import City, Indicator, Region
from coalition.choices import MembershipRole, ProgrammeKind
from coalition.models import Event, Exchange, Membership, Network, Programme
from hub.choices import TargetKind
from hub.models import Target
from initiatives.models import Facility, MaterialFlow, ProcurementCase
from records.choices import Attestation, Evidence, SourceKind, Unit, WasteArea
from records.citations import Citations
from records.models import Publication, Source, Theme
from records.translation import COLUMNS, get_text_from_columns

#: A text in English and Simplified Chinese.
TextPair = tuple[str, str]
SampleModel = TypeVar("SampleModel", bound=Model)

#: Every slug and key begins with it: an address with it leads to no page.
PREFIX = "sample-"
MOMENT = datetime(2024, 5, 17, 9, 30, tzinfo=get_current_timezone())
#: A long German word without a break and a row of Han characters.
LONG_TEXT = (
    "Sample of a long name: Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnung",
    "示例：用于检验版面在名称特别长而且中间没有任何空格可以换行的情况下是否仍然完整可读的名称",
)
SENTENCE = (
    "A sample sentence says in plain words what is known. A second one follows where there is more to say.",
    "示例句子用平实的文字说明已知的情况。如有更多内容，由第二句补充。",
)

_NAMES = {"name", "title", "label", "heading", "from_name", "to_name", "short_name", "tagline"}
_BY_FIELD: dict[str, Any] = {
    "country": "CN", "value": 1234, "unit": Unit.T_PER_YEAR, "year": 2023, "evidence": Evidence.STATED,
    "attested_by": Attestation.OFFICIAL, "at": MOMENT, "as_of": MOMENT, "changed_at": MOMENT,
    "action": "changed",
    **dict.fromkeys(("summary", "text", "about", "description", "definition", "context", "problem",
                     "approach", "object", "statement", "city_work"), SENTENCE),
}  # fmt: skip
_BY_MODEL: dict[type[Model], dict[str, Any]] = {
    City: {"kind": "prefecture_level", "lat": 34.8, "lon": 113.6,
           "main_industries": [{"en": "Sample industry", "zh_hans": "示例产业"}]},
    Event: {"date": "2023-11-21", "place": ("Sample place", "示例地点")},
    Exchange: {"starts": "2019-05", "attested_by": Attestation.REPORTED},
    Facility: {"kind": "cement"},
    Indicator: {"unit": Unit.PERCENT, "direction": Direction.HIGHER_IS_BETTER,
                "waste_area": WasteArea.DOMESTIC},
    MaterialFlow: {"unit": Unit.KT, "from_sector": "steel", "to_sector": "cement"},
    Membership: {"role": MembershipRole.ENDORSING, "joined": "2023-11"},
    Network: {"operator": ("Sample secretariat", "示例秘书处"), "operator_since": "2014", "definition": (),
              "open_to": [{"en": "Sample cities", "zh_hans": "示例城市"}]},
    ProcurementCase: {"category": "furniture", "year": 2018},
    Programme: {"kind": ProgrammeKind.NATIONAL, "starts": "2022"},
    Publication: {"record_type": "city", "version": 1, "title": ("Sample city", "示例城市")},
    Region: {"name": ("Sample province", "示例省")},
    Source: {"title": "Sample report on circular cities", "publisher": "Sample publisher",
             "published": "2024-05-17", "language": "en", "kind": SourceKind.REPORT,
             "url": "https://www.example.org/sample-report"},
    Target: {"kind": TargetKind.GOAL, "value": 75, "unit": Unit.PERCENT, "deadline": "2099", "year": None,
             "scope": ("Sample parks", "示例园区")},
    Theme: {"working_area": True},
}  # fmt: skip

# Negative, so that no sample has the key of a database row.
_numbers = count(-1, -1)


def make_sample(model: type[SampleModel], **values: Any) -> SampleModel:
    """An unsaved instance: required fields are filled, relations to many are empty unless a list is given.

    A pair of texts fills a translated field. What is no field becomes an attribute, as a view adds it.
    """
    number = next(_numbers)
    values = {**_defaults_of(model), **values}
    fields = {field.name: field for field in model._meta.concrete_fields}
    relations = {name: values.pop(name, []) for name in _relations_of(model)}
    columns: dict[str, Any] = {}
    attributes: dict[str, Any] = {}
    for name, value in values.items():
        if name in getattr(model, "translated_fields", {}):
            columns |= dict(zip((f"{name}_{column}" for column in COLUMNS), value, strict=False))
        elif name in fields:
            is_amount = name == "value" and value is not None
            columns[name] = Decimal(value) if is_amount else value
        else:
            attributes[name] = value
    for name, field in fields.items():
        if field.is_relation and name not in values and not field.null:
            columns[name] = make_sample(field.related_model)  # type: ignore[arg-type]
        elif name in ("slug", "key"):
            columns.setdefault(name, f"{PREFIX}{-number}")
    sample = model(pk=number, **columns)
    sample._prefetched_objects_cache = relations  # type: ignore[attr-defined]
    for name, value in attributes.items():
        setattr(sample, name, value)
    return sample


def make_samples(number: int, model: type[SampleModel], **values: Any) -> list[SampleModel]:
    return [make_sample(model, **values) for _n in range(number)]


@cache
def _defaults_of(model: type[Model]) -> dict[str, Any]:
    translated = set(getattr(model, "translated_fields", {}))
    fields: dict[str, Field] = {field.name: field for field in model._meta.concrete_fields}
    codes = {
        name: field.choices[0][0]
        for name, field in fields.items()
        if field.choices and not (field.blank or field.null or field.has_default())
    }
    known = {name: value for name, value in _BY_FIELD.items() if name in translated or name in fields}
    names = dict.fromkeys(_NAMES & translated, _name_of(model))
    return {**codes, **names, **known, **_BY_MODEL.get(model, {})}


def _name_of(model: type[Model]) -> TextPair:
    with override("en"):
        english = f"Sample {model._meta.verbose_name}"
    with override("zh-hans"):
        return english, f"示例{model._meta.verbose_name}"


@cache
def _relations_of(model: type[Model]) -> set[str]:
    relations = {field.name for field in model._meta.many_to_many}
    return relations | {str(relation.get_accessor_name()) for relation in model._meta.related_objects}


def translate_pair(pair: TextPair) -> str:
    """The text in the active language."""
    return str(get_text_from_columns({"en": pair[0], "zh_hans": pair[1]}))


class SampleCitations(Citations):
    """Markers without a query: the sources of a sample are its `sample_sources`, else the first source."""

    def __init__(self) -> None:
        super().__init__([])
        self.first = make_sample(Source)

    def sources_of(self, obj: Any, field: str = "") -> list[Source]:
        return getattr(obj, "sample_sources", [self.first])
