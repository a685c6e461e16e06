"""The records hold exactly what the YAML states."""

from collections import Counter
from decimal import Decimal

import pytest
import yaml
from django.conf import settings

from cities.models import City
from initiatives.models import IndustrialPark, ZeroWastePilot
from records.content.declarations import import_content_modules
from records.models import Publication, Revision, Source

pytestmark = [pytest.mark.usefixtures("content"), pytest.mark.content_check]

SPECS = [spec for module in import_content_modules() for spec in module.CONTENT_LISTS]


def parsed(file):
    return yaml.load((settings.CONTENT_DIR / file).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def leaves(value) -> Counter:
    """Every text and number inside a structure, with how often it stands there."""
    if isinstance(value, dict):
        return sum((leaves(inner) for inner in value.values()), Counter())
    if isinstance(value, list):
        return sum((leaves(inner) for inner in value), Counter())
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return Counter([f"{Decimal(str(value)).normalize():f}"])
    return Counter([str(value)])


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: f"{spec.file}-{spec.model.__name__}")
def test_every_text_and_number_of_every_entry_is_kept(spec):
    content = parsed(spec.file)
    found = content[spec.at] if spec.at else content
    kept = dict(Revision.objects.filter(record_type=spec.model.type_code).values_list("slug", "data"))
    lost = {}
    for raw in [found] if spec.single else found:
        slug = spec.slug(raw)
        said = leaves({key: value for key, value in raw.items() if key not in ("id", "slug", "title_kind")})
        missing = said - leaves(kept[slug])
        if missing:
            lost[slug] = missing
    assert lost == {}


def test_the_aims_of_a_network_are_kept_in_order():
    aims = [aim for aim in parsed("coalition.yaml")["aims"] if aim["network"] == "gccc"]
    kept = Publication.objects.get(record_type="network", slug="gccc").data["aims"]
    assert [(aim["key"], aim["text"]["en"], aim["sources"]) for aim in aims] == [
        (aim["key"], aim["text_en"], aim["sources"]) for aim in kept
    ]


def test_changchun_is_as_it_was_written():
    raw = parsed("cities.yaml")[0]
    city = City.objects.get(slug="changchun")
    population = city.key_facts.get(key="population")
    assert (city.name_zh_hans, city.admin_code, city.lat) == ("长春市", "220100", 43.88)
    assert (population.value, population.unit, population.source_type) == (9066906, "people", "reported")
    assert (population.year, population.evidence, population.precision) == (2020, "stated", "")
    assert city.main_industries == raw["main_industries"]
    assert [section.text_zh_hans for section in city.profile.all()] == [
        section["text"]["zh_hans"] for section in raw["profile"]
    ]


def test_the_flows_of_a_park_are_as_they_were_written():
    raw = max(parsed("parks.yaml"), key=lambda park: len(park.get("flows", [])))
    park = IndustrialPark.objects.get(slug=raw["slug"])
    assert [
        (flow.key, flow.material.slug, flow.from_name_en, flow.to_sector, flow.value)
        for flow in park.flows.all()
    ] == [
        (flow["key"], flow["material"], flow["from"]["name"]["en"], flow["to"].get("sector", ""),
         None if "value" not in flow else Decimal(str(flow["value"])))
        for flow in raw["flows"]
    ]  # fmt: skip


def test_a_plan_of_a_pilot_is_kept_with_its_numbers_as_figures():
    raw = next(pilot for pilot in parsed("pilots.yaml") if "tasks_scope" in pilot.get("plan", {}))
    pilot = ZeroWastePilot.objects.get(slug=raw["slug"])
    tasks = pilot.results.get(key="plan-tasks")
    assert pilot.plan_title_en == raw["plan"]["title"]["en"]
    assert (tasks.value, tasks.unit, tasks.evidence, tasks.is_plan) == (
        raw["plan"]["tasks"], "tasks", "planned", True,
    )  # fmt: skip
    assert tasks.note_zh_hans == raw["plan"]["tasks_scope"]["zh_hans"]


def test_a_date_is_kept_as_precisely_as_it_was_written():
    written = {source["id"]: source.get("published", "") for source in parsed("sources.yaml")}
    assert dict(Source.objects.values_list("slug", "published")) == written


def test_a_title_that_is_ours_is_marked():
    ours = {source["id"] for source in parsed("sources.yaml") if source.get("title_kind") == "descriptive"}
    assert set(Source.objects.filter(title_is_descriptive=True).values_list("slug", flat=True)) == ours
