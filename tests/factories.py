"""Factories of published records. Every text is given in both languages."""

from itertools import count
from typing import Any

from django.db import models
from django.db.models import QuerySet

from cities.choices import WasteRole
from cities.models import (
    City,
    CityAttribute,
    CityFigure,
    CityName,
    Framework,
    Indicator,
    IndicatorValue,
    ProfileSection,
    Region,
)
from coalition.models import Event, Exchange, Membership, Network, Partner, Programme, ProgrammeFigure
from initiatives.models import (
    BusinessInitiative,
    Designation,
    IndustrialPark,
    Material,
    MaterialFlow,
    ParkActor,
    ProcurementCase,
    ZeroWastePilot,
)
from portal.models import Finding, FindingFigure, Target
from records import publishing
from records.models import Record, Source, Theme
from records.permissions import SystemWriter

_numbers = count(1)


def writing() -> Any:
    """A block in which a test writes records; also a decorator."""
    return publishing.publication_transaction(SystemWriter("a test"))


def text(name: str, english: str, chinese: str | None = None) -> dict[str, str]:
    """The columns of a translated field."""
    return {f"{name}_en": english, f"{name}_zh_hans": chinese or f"{english}（中文）"}


def save(obj: Any, sources: list[Source] | None = None, *, publish: bool = True, **lists: Any) -> Any:
    """Save a record, tie it to its sources and publish it; parts are saved with `save_part`."""
    with writing() as changes:
        changes.save(obj)
        for name, values in {
            "sources": sources if sources is not None else _default_sources(obj),
            **lists,
        }.items():
            changes.set_related(obj, name, values)
        if publish:
            changes.publish(obj)
    return obj


def clear_sources(row: Any) -> None:
    """Leave a draft, or a part of one, without sources."""
    with writing() as changes:
        changes.set_related(row, "sources", [])


def save_part(part: Any, sources: list[Source] | None = None) -> Any:
    """Save a part or link of a record, with its sources."""
    with writing() as changes:
        changes.save(part)
        if hasattr(part, "sources"):
            changes.set_related(part, "sources", sources if sources is not None else [make_source()])
    return part


def _default_sources(obj: Record) -> list[Source]:
    return [] if isinstance(obj, Source) or not obj.needs_sources else [make_source()]


def _first_or(queryset: QuerySet, make: Any) -> Any:
    return queryset.published().first() or make()  # type: ignore[attr-defined]


def make_source(slug: str = "a-source", **kwargs: Any) -> Source:
    """A source; the same one again for the same slug."""
    found = Source.objects.filter(slug=slug).first()
    if found:
        return found
    values = {
        "title": "A notice", "publisher": "A ministry", "language": "en", "kind": "page",
        "url": f"https://example.org/{slug}", "published": "2020",
    }  # fmt: skip
    return save(Source(slug=slug, **{**values, **kwargs}), sources=[])


def make_theme(slug: str = "industrial-symbiosis", **kwargs: Any) -> Theme:
    found = Theme.objects.filter(slug=slug).first()
    return found or save(
        Theme(
            slug=slug,
            **{
                **text("name", "Industrial symbiosis"),
                **text("description", "Linking parks."),
                "records_shown": "symbiosis" if slug == "industrial-symbiosis" else "",
                **kwargs,
            },
        )
    )


def make_region(slug: str = "jilin", **kwargs: Any) -> Region:
    found = Region.objects.filter(slug=slug).first()
    return found or save(
        Region(
            slug=slug, **{**text("name", "Jilin", "吉林省"), "kind": "province", "country": "CN", **kwargs}
        )
    )


@writing()
def make_city(slug: str = "", *, publish: bool = True, lists: Any = None, **kwargs: Any) -> City:
    slug = slug or f"city-{next(_numbers)}"
    values = {
        **text("name", slug.replace("-", " ").title()),
        "kind": "prefecture_level",
        "country": "CN",
        **kwargs,
    }
    values.setdefault("region", _first_or(Region.objects, make_region))
    return save(City(slug=slug, **values), publish=publish, **(lists or {}))


def make_city_figure(city: City, key: str = "area", **kwargs: Any) -> CityFigure:
    values = {**text("label", "Area"), "value": 10, "unit": "km2", "source_type": "official", **kwargs}
    return save_part(CityFigure(city=city, key=key, **values))


@writing()
def make_section(city: City, key: str = "a-park", **kwargs: Any) -> ProfileSection:
    values = {
        **text("heading", "A park"),
        **text("text", "The city has a park."),
        "source_type": "official",
        **kwargs,
    }
    values.setdefault("theme", make_theme())
    return save_part(ProfileSection(city=city, key=key, **values))


def make_city_attribute(city: City, code: str = "port", **kwargs: Any) -> CityAttribute:
    values = {**text("note", "It has a port."), **kwargs}
    return save_part(CityAttribute(city=city, key=code.replace("_", "-"), code=code, **values))


def make_city_name(city: City, name: str, kind: str = "former", **kwargs: Any) -> CityName:
    values = {"key": f"name-{next(_numbers)}", "language": "" if kind == "code" else "en", **kwargs}
    return save_part(CityName(city=city, text=name, kind=kind, **values))


def make_framework(slug: str = "a-framework", **kwargs: Any) -> Framework:
    found = Framework.objects.filter(slug=slug).first()
    return found or save(Framework(slug=slug, **{**text("name", "A framework"), "edition": "2021", **kwargs}))


@writing()
def make_indicator(slug: str = "", **kwargs: Any) -> Indicator:
    slug = slug or f"indicator-{next(_numbers)}"
    values = {
        **text("name", slug.title()), **text("definition", "Type of amount."), "unit": "t",
        "waste_area": "industrial",
        "direction": "lower_is_better", "obligation": "mandatory", **kwargs,
    }  # fmt: skip
    values.setdefault("framework", make_framework())
    return save(Indicator(slug=slug, **values))


def make_indicator_value(
    indicator: Indicator,
    city: City,
    year: int = 2020,
    *,
    sources: list[Source] | None = None,
    **kwargs: Any,
) -> IndicatorValue:
    slug = f"{indicator.slug}-{city.slug}-{year}"
    values = {"slug": slug, "value": 5, "source_type": "official", **kwargs}
    return save(IndicatorValue(indicator=indicator, city=city, year=year, **values), sources)


def make_waste_indicators(scope: str = "urban_area") -> dict[str, Indicator]:
    """Make an indicator for each part of the municipal waste, with its role as the slug."""
    return {
        role: make_indicator(role, unit="t", waste_role=role, waste_area="domestic", scope=scope)
        for role in WasteRole.values
        if role != WasteRole.TREATED_SHARE
    }


def report_waste(
    indicators: dict[str, Indicator],
    city: City,
    year: int = 2023,
    sources: list[Source] | None = None,
    copy_check: str = "one_copy",
    **tonnes: float | None,
) -> None:
    """Make the values of a city and year by role; None is left out."""
    for role, value in tonnes.items():
        if value is not None:
            extra = {"value": value, "sources": sources, "copy_check": copy_check}
            make_indicator_value(indicators[role], city, year, **extra)


def make_network(slug: str = "gccc", **kwargs: Any) -> Network:
    found = Network.objects.filter(slug=slug).first()
    values = {
        **text("name", "A coalition"),
        **text("short_name", "GCCC", "GCCC"),
        "source_type": "official",
        "is_coalition": slug == "gccc",
        **kwargs,
    }
    return found or save(Network(slug=slug, **values))


@writing()
def make_membership(city: City, network: Network | None = None, **kwargs: Any) -> Membership:
    network = network or make_network()
    values = {"role": "member", "source_type": "official", **kwargs}
    slug = f"{network.slug}-{city.slug}-{values['role']}"
    return save(Membership(slug=slug, network=network, city=city, **values))


def make_partner(slug: str = "", **kwargs: Any) -> Partner:
    slug = slug or f"partner-{next(_numbers)}"
    values = {
        **text("name", slug.title()), **text("about", "An organisation."), "kind": "knowledge_partner",
        "source_type": "official", **kwargs,
    }  # fmt: skip
    return save(Partner(slug=slug, **values))


def make_programme(slug: str = "", **kwargs: Any) -> Programme:
    slug = slug or f"programme-{next(_numbers)}"
    return save(Programme(slug=slug, **{**text("name", slug.title()), "kind": "national", **kwargs}))


def make_programme_figure(programme: Programme, key: str, **kwargs: Any) -> ProgrammeFigure:
    values = {**text("label", "Size"), "value": 3, "unit": "count", "source_type": "official", **kwargs}
    return save_part(ProgrammeFigure(programme=programme, key=key, **values))


@writing()
def make_exchange(slug: str = "", **kwargs: Any) -> Exchange:
    slug = slug or f"exchange-{next(_numbers)}"
    values = {
        **text("title", slug.title()), **text("summary", "What happened."), "kind": "study_tour",
        "source_type": "official", **kwargs,
    }  # fmt: skip
    values.setdefault("theme", make_theme())
    return save(Exchange(slug=slug, **values))


def make_event(slug: str = "", **kwargs: Any) -> Event:
    slug = slug or f"event-{next(_numbers)}"
    return save(
        Event(
            slug=slug,
            **{**text("title", slug.title()), **text("summary", "It took place."), "date": "2019", **kwargs},
        )
    )


@writing()
def make_park(slug: str = "", **kwargs: Any) -> IndustrialPark:
    slug = slug or f"park-{next(_numbers)}"
    values = {
        **text("name", slug.title()), **text("summary", "A park."), "kind": "industrial_park",
        "source_type": "official", **kwargs,
    }  # fmt: skip
    values.setdefault("city", _first_or(City.objects, make_city))
    return save(IndustrialPark(slug=slug, **values))


def make_material(slug: str = "", **kwargs: Any) -> Material:
    slug = slug or f"material-{next(_numbers)}"
    values = {
        **text("name", slug.title()),
        **text("description", "A by-product."),
        "waste_area": "industrial",
        **kwargs,
    }
    return save(Material(slug=slug, **values))


@writing()
def make_flow(park: IndustrialPark, key: str = "a-flow", **kwargs: Any) -> MaterialFlow:
    values = {
        **text("from_name", "A plant"), **text("to_name", "Another plant"), "from_sector": "steel",
        "to_sector": "cement",
        "status": "operating", "source_type": "official", **kwargs,
    }  # fmt: skip
    values.setdefault("material", _first_or(Material.objects, make_material))
    return save_part(MaterialFlow(park=park, key=key, **values))


def make_actor(park: IndustrialPark, name: str, recorded: list[str], **kwargs: Any) -> ParkActor:
    """A supplier or receiver of a park under the names that its flows give it."""
    names = [{"en": one, "zh_hans": f"{one}（中文）"} for one in recorded]
    values = {"key": f"actor-{next(_numbers)}", **text("name", name), "recorded": names, **kwargs}
    return save_part(ParkActor(park=park, **values), [])


def make_designation(programme: Programme, **kwargs: Any) -> Designation:
    place = kwargs.get("park") or kwargs["city"]
    return save(
        Designation(
            slug=f"{programme.slug}-{place.slug}",
            programme=programme,
            **{"source_type": "official", **kwargs},
        )
    )


@writing()
def make_pilot(slug: str = "", **kwargs: Any) -> ZeroWastePilot:
    slug = slug or f"pilot-{next(_numbers)}"
    values = {
        **text("summary", "A pilot."), "kind": "city", "named": "2019-04", "waste_areas": ["industrial"],
        "source_type": "official", **kwargs,
    }  # fmt: skip
    values.setdefault("city", make_city())
    values.setdefault(
        "programme",
        Programme.objects.filter(slug="zero-waste-2019").first() or make_programme("zero-waste-2019"),
    )
    return save(ZeroWastePilot(slug=slug, **values))


@writing()
def make_case(slug: str = "", **kwargs: Any) -> ProcurementCase:
    slug = slug or f"case-{next(_numbers)}"
    values = {
        **text("title", slug.title()), **text("authority", "A district"), **text("object", "Furniture"),
        **text("approach", "A scorecard."), **text("summary", "A case."), "category": "furniture", **kwargs,
    }  # fmt: skip
    values.setdefault("city", _first_or(City.objects, make_city))
    return save(ProcurementCase(slug=slug, **values))


def make_business(slug: str = "", **kwargs: Any) -> BusinessInitiative:
    slug = slug or f"business-{next(_numbers)}"
    values = {
        **text("title", slug.title()), **text("lead", "A company"), **text("summary", "It reuses boxes."),
        "sector": "logistics_packaging", "source_type": "reported", **kwargs,
    }  # fmt: skip
    return save(BusinessInitiative(slug=slug, **values))


def rows(model: type[models.Model]) -> int:
    """How many rows a model has."""
    return model._default_manager.count()


def make_target(slug: str = "", *, sources: list[Source] | None = None, **kwargs: Any) -> Target:
    """A goal for 2020."""
    slug = slug or f"target-{next(_numbers)}"
    values = {
        **text("statement", "75% by 2020."), **text("scope", "Parks"), "kind": "goal", "value": 75,
        "unit": "percent", "deadline": "2020", "source_type": "official", **kwargs,
    }  # fmt: skip
    return save(Target(slug=slug, **values), sources)


def make_finding(slug: str = "", *, publish: bool = True, **kwargs: Any) -> Finding:
    """A finding without figures. Lists of records are given by the name of the field."""
    slug = slug or f"finding-{next(_numbers)}"
    lists = {field.name for field in Finding._meta.many_to_many} & kwargs.keys()
    values = {
        **text("title", f"Finding {slug}"), **text("text", "What is known."),
        **text("limits", "That it is all."), "order": 1, "year": 2022,
        **{name: value for name, value in kwargs.items() if name not in lists},
    }  # fmt: skip
    return save(Finding(slug=slug, **values), publish=publish, **{name: kwargs[name] for name in lists})


def make_finding_figure(
    finding: Finding, key: str = "a-number", sources: list[Source] | None = None, **kwargs: Any
) -> FindingFigure:
    values = {**text("label", "cities"), "value": 121, "unit": "count", "source_type": "official", **kwargs}
    return save_part(FindingFigure(finding=finding, key=key, **values), sources)
