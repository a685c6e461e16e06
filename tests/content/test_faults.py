"""The loader reports all errors of the content at once and loads nothing."""

import pytest
from django.core.management import CommandError, call_command

from cities.models import City, CityFigure
from records import publishing
from records.content.loader import load_content
from records.content.parser import ContentError
from records.models import Publication, Revision, Source, SourceUse
from tests.factories import rows

pytestmark = [pytest.mark.usefixtures("content"), pytest.mark.content_check]


def entry(parsed, slug):
    return next(item for item in parsed if item.get("slug", item.get("id")) == slug)


def edit(file, change):
    return lambda copy: copy.edit(file, change)


def replace(file, old, new):
    return lambda copy: copy.replace(file, old, new)


def set_in(slug, key, value):
    return lambda parsed: entry(parsed, slug).update({key: value})


FAULTS = {
    "a bad indent": (
        replace("regions.yaml", "  name:\n", "   name:\n"),
        "regions.yaml, line 3: This is no valid YAML:",
    ),
    "a key given twice": (
        replace("materials.yaml", "  name:\n", "  name: twice\n  name:\n"),
        "materials.yaml, line 5: This is no valid YAML: the key “name” is given twice.",
    ),
    "an unknown key": (
        edit("cities.yaml", set_in("changchun", "motto", "x")),
        "cities.yaml, changchun, motto: Unknown key. Allowed: admin_code, area_km2,",
    ),
    "an unknown key of a figure": (
        edit("cities.yaml", lambda cities: entry(cities, "chengdu")["population"].update(valeu=1)),
        "cities.yaml, chengdu, population.valeu: Unknown key. Allowed:",
    ),
    "no source": (
        edit("cities.yaml", lambda cities: entry(cities, "datong").pop("sources")),
        "cities.yaml, datong, sources: This key is missing.",
    ),
    "a figure without a source": (
        edit("cities.yaml", lambda cities: entry(cities, "wuhan")["settlement_population"].pop("sources")),
        "cities.yaml, wuhan, settlement_population.sources: This key is missing.",
    ),
    "an unknown source": (
        edit("programmes.yaml", set_in("zero-waste-2019", "sources", ["nobody-said-so"])),
        "programmes.yaml, zero-waste-2019, sources: There is no source “nobody-said-so”.",
    ),
    "an unknown city": (
        edit("pilots.yaml", set_in("shenzhen", "city", "atlantis")),
        "pilots.yaml, shenzhen, city: There is no city “atlantis”.",
    ),
    "a wrong type": (
        edit(
            "cities.yaml",
            lambda cities: entry(cities, "shanghai")["settlement_population"].update(value="many"),
        ),
        "cities.yaml, shanghai, settlement_population.value: 'many' is of the wrong type; write a number.",
    ),
    "an unknown code": (
        edit("cities.yaml", set_in("beijing", "kind", "village")),
        "cities.yaml, beijing, kind: “village” is not allowed here. Allowed: municipality,",
    ),
    "a slug given twice": (
        edit("events.yaml", lambda events: events.append(dict(events[0]))),
        "events.yaml, iclei-beijing-office-2018, slug: This slug is given twice.",
    ),
    "a part's key given twice": (
        edit("cities.yaml", lambda cities: entry(cities, "changchun")["profile"].append(SECTION)),
        "cities.yaml, changchun, a-ten-square-kilometre-circular-park: Two parts of this record have",
    ),
    "half a translation": (
        edit("cities.yaml", lambda cities: entry(cities, "baotou")["name"].pop("zh_hans")),
        "cities.yaml, baotou, name.zh_hans: Half a translation: the text is missing in this language.",
    ),
    "a bare string": (
        edit("cities.yaml", set_in("tianjin", "name", "Tianjin")),
        "cities.yaml, tianjin, name: A text is written {en: …, zh_hans: …}, not as a bare string.",
    ),
    "an unknown file": (
        lambda copy: (copy.folder / "mayors.yaml").write_text("[]", encoding="utf-8"),
        "mayors.yaml: No app loads this file. Known files: business.yaml, cities.yaml,",
    ),
    "a missing file": (
        lambda copy: (copy.folder / "exchanges.yaml").unlink(),
        "exchanges.yaml: The file is missing.",
    ),
    "an unknown code of a vocabulary": (
        edit("vocabularies.yaml", lambda all_: all_["units"].append({"code": "furlong"})),
        "vocabularies.yaml, units, furlong: This code is unknown. Known: percent,",
    ),
    "a vocabulary's name that disagrees": (
        edit("vocabularies.yaml", lambda all_: all_["evidences"][0].update(en="Dream")),
        "vocabularies.yaml, evidences.target, en: “Dream” does not agree with the program's “Target”.",
    ),
    "an unknown key of a vocabulary": (
        edit("vocabularies.yaml", lambda all_: all_["amount_types"][0].update(ucum="t")),
        "vocabularies.yaml, amount_types.amount, ucum: Unknown key. Allowed: code, definition_en,",
    ),
    "a unit without its dimension": (
        edit("vocabularies.yaml", lambda all_: all_["units"][0].pop("dimension")),
        "vocabularies.yaml, units.percent, dimension: This text is missing.",
    ),
    "a unit of UCUM without its factor": (
        edit("vocabularies.yaml", lambda all_: all_["units"][1].pop("si_factor")),
        "vocabularies.yaml, units.count, ucum: Give ucum, si_factor, si_unit together, or none of them.",
    ),
    "a unit that is a number": (
        edit("vocabularies.yaml", lambda all_: all_["units"][0].update(si_unit=1)),
        "vocabularies.yaml, units.percent, si_unit: Write a text; put a number in quotes.",
    ),
    **{
        f"a factor that is {factor}": (
            edit("vocabularies.yaml", lambda all_, factor=factor: all_["units"][0].update(si_factor=factor)),
            "vocabularies.yaml, units.percent, si_factor: Write a positive number with a decimal point.",
        )
        for factor in ("0.01", 0.0, -1.0, float("nan"), float("inf"), True)
    },
    "half a coordinate": (
        edit("cities.yaml", set_in("keqiao", "lat", 30.1)),
        "cities.yaml, keqiao, lat: Give both latitude and longitude, within their ranges,",
    ),
    "a lede that is too long in Chinese": (
        edit("cities.yaml", set_in("xining", "lede", {"en": "A city.", "zh_hans": "城" * 46})),
        "cities.yaml, xining, lede.zh_hans: Ensure this value has at most 45 characters (it has 46).",
    ),
    "a day of reading that is none": (
        edit("sources.yaml", set_in("iclei-china-hub", "read_on", "2026-11-31")),
        "sources.yaml, iclei-china-hub, read_on: '2026-11-31' is no date; write a day, as in '2026-11-24'.",
    ),
    "a year that is none": (
        edit("cities.yaml", lambda cities: entry(cities, "datong")["key_facts"][0].update(year=3024)),
        "cities.yaml, datong, key_facts.share-of-national-coal-output-at-the-peak.year: Write a year between",
    ),
    "a plan that ends before it begins": (
        edit("pilots.yaml", lambda pilots: entry(pilots, "baotou")["plan"].update(to="2018")),
        "pilots.yaml, baotou, plan.to: The end can't lie before the beginning.",
    ),
    "an official total of nothing": (
        edit(
            "programmes.yaml",
            lambda all_: entry(all_, "zero-waste-2022")["official_sizes"][0].update(value=0),
        ),
        "programmes.yaml, zero-waste-2022, official_sizes.cities.value: An official size is not 0;",
    ),
    "a language that nobody knows": (
        edit("sources.yaml", lambda sources: entry(sources, "anhui-bases-2019").update(language="klingon")),
        "sources.yaml, anhui-bases-2019, language: “klingon” is no language tag.",
    ),
    "a number that is none": (
        edit("cities.yaml", set_in("wudi", "lat", float("nan"))),
        "cities.yaml, wudi, lat: nan can't be kept.",
    ),
    "a date that does not exist": (
        edit("sources.yaml", lambda sources: sources[0].update(published="2021-02-30")),
        "sources.yaml, anhui-2024, published: “2021-02-30” is no date.",
    ),
}
SECTION = {
    "key": "a-ten-square-kilometre-circular-park",
    "theme": "industrial-symbiosis",
    "heading": {"en": "Again", "zh_hans": "又"},
    "text": {"en": "Again.", "zh_hans": "又。"},
    "source_type": "official",
    "sources": ["iclei-china-hub"],
}


def expected(what):
    return FAULTS[what][1]


def state() -> list[int]:
    return [
        publishing.get_content_version(),
        *(rows(model) for model in (City, CityFigure, Source, SourceUse, Publication, Revision)),
    ]


@pytest.mark.sampled(6)
@pytest.mark.parametrize("what", FAULTS)
def test_each_fault_is_named_by_file_entry_and_key_and_nothing_is_loaded(what, copy):
    before = state()
    FAULTS[what][0](copy)
    with pytest.raises(ContentError) as refused:
        load_content(copy.folder)
    faults = [str(fault) for fault in refused.value.issues]
    assert [fault for fault in faults if fault.startswith(expected(what))], faults
    assert state() == before


def test_all_faults_are_said_at_once_in_one_list(copy):
    last = ("a bad indent", "a key given twice", "a missing file")
    for what in (*(name for name in FAULTS if name not in last), *last):
        FAULTS[what][0](copy)
    with pytest.raises(CommandError) as refused:
        call_command("load_content", folder=copy.folder)
    said = str(refused.value)
    assert [what for what in FAULTS if f"\n  {expected(what)}" not in said] == []


def test_a_fault_of_one_entry_is_said_once(copy):
    FAULTS["an unknown city"][0](copy)
    with pytest.raises(CommandError, match=r"^The content was not loaded. 1 faults:"):
        call_command("load_content", folder=copy.folder)


def test_two_places_never_share_an_administrative_code(copy):
    copy.edit("cities.yaml", set_in("linyi", "admin_code", "220100"))
    with pytest.raises(ContentError, match=r"Given twice: 220100 stands in cities.yaml, "):
        load_content(copy.folder)


def test_an_amount_is_not_negative_where_its_indicator_counts_something(copy):
    def change(parsed):
        value = next(value for value in parsed["values"] if "value" in value)
        unit = next(one for one in parsed["definitions"] if one["slug"] == value["indicator"])
        unit["unit"], value["value"] = "t", -5

    copy.edit("indicators.yaml", change)
    with pytest.raises(ContentError, match="value: An amount can't be negative"):
        load_content(copy.folder)
