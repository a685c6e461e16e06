"""Vocabularies and units tell what each code means, in three languages, and what it is in a standard."""

import pytest

from api.description.schema import build_description
from initiatives.models import Material
from records.choices import Evidence, Precision, Unit
from records.vocabularies import Vocabulary, get_vocabularies
from tests.api.api_client import BASE, get_csv_rows, get_errors, get_json, read_body
from tests.factories import make_material, make_source, make_theme, save, text, writing
from web import page_cache

pytestmark = pytest.mark.django_db


@pytest.fixture
def undefined(monkeypatch):
    """A vocabulary whose codes are not in content/vocabularies.yaml yet."""
    monkeypatch.setattr("records.vocabularies.read_vocabularies", dict)
    vocabulary = Vocabulary("precisions", "Precision", Precision)
    monkeypatch.setattr("api.lists.vocabularies.get_vocabularies", lambda: {"precisions": vocabulary})


def make_coded_material(slug, **codes):
    draft = Material(slug=slug, waste_area="industrial", **text("name", slug.title()), **codes)
    draft.description_en, draft.description_zh_hans = "A by-product.", "副产品。"
    return save(draft, ewc_sources=[make_source()])


def get_vocabulary(client, name, query=""):
    return get_json(client, f"{BASE}/vocabularies/{name}/{query}")


def get_codes(client, name, query=""):
    return {entry["code"]: entry for entry in get_vocabulary(client, name, query)["codes"]}


class TestVocabularies:
    def test_all_of_them_are_listed_with_their_codes(self, client):
        body = get_json(client, f"{BASE}/vocabularies/")
        assert body["next"] is None
        assert [entry["name"] for entry in body["results"]] == [*get_vocabularies(), "materials"]
        for entry in body["results"]:
            assert get_json(client, entry["url"].removeprefix("http://testserver")) == entry
            assert len(entry["codes"]) == entry["code_count"]

    def test_one_has_its_codes_in_order_with_label_and_definition(self, client):
        body = get_vocabulary(client, "evidences")
        assert body["title"] == "Evidence levels"
        assert [entry["code"] for entry in body["codes"]] == Evidence.values
        stated, estimated = (get_codes(client, "evidences")[code] for code in ("stated", "estimated"))
        assert stated == {
            "code": "stated",
            "label": "Stated",
            "definition": "The source gives the number but not how it was obtained; the usual case.",
            "standard_codes": {},
        }
        assert estimated["definition"] == "Calculated from other numbers, not counted or measured."

    @pytest.mark.parametrize(
        ("name", "codes"),
        [("reasons", ["missing", "not_reported"]), ("amount_types", ["amount", "output", "supply"])],
    )
    def test_codes_that_are_taken_for_one_another_are_told_apart(self, client, name, codes):
        definitions = {get_codes(client, name)[code]["definition"] for code in codes}
        assert len(definitions) == len(codes)

    def test_every_code_of_every_vocabulary_is_defined(self, client):
        for name in get_vocabularies():
            for entry in get_vocabulary(client, name, "?lang=all")["codes"]:
                for key in ("label", "definition"):
                    assert list(entry[key]) == ["en", "zh-Hans", "zh-Hant"], (name, entry)
                    assert all(entry[key].values()), (name, entry)

    def test_it_says_which_fields_hold_its_codes(self, client):
        assert get_vocabulary(client, "facility_kinds")["used_in"] == [
            "/api/v1/facilities/ results[].kind",
            "/api/v1/materials/ results[].treated_by",
            "/api/v1/parks/ results[].facilities[].kind",
        ]
        assert get_vocabulary(client, "statistic_reasons")["used_in"] == [
            "/api/v1/statistics/ results[].values[].earlier[].value_reason",
            "/api/v1/statistics/ results[].values[].value_reason",
        ]

    def test_the_fields_are_those_of_the_description(self, client):
        description = build_description("")
        for entry in get_json(client, f"{BASE}/vocabularies/")["results"]:
            assert entry["used_in"]
            for used in entry["used_in"]:
                address, _space, path = used.partition(" ")
                answer = description["paths"][address]["get"]["responses"]["200"]["content"]
                assert has_field(description, answer["application/json"]["schema"], path.split(".")), used

    def test_texts_are_in_the_language_asked_for(self, client):
        assert get_codes(client, "reasons", "?lang=zh-hans")["not_reported"]["label"] == "未公布"
        assert get_codes(client, "reasons", "?lang=zh-hant")["not_reported"]["label"] == "未公佈"
        assert get_vocabulary(client, "units", "?lang=all")["title"] == {
            "en": "Units",
            "zh-Hans": "单位",
            "zh-Hant": "單位",
        }

    def test_units_have_their_ucum_code(self, client):
        assert get_codes(client, "units")["km2"]["standard_codes"] == {"ucum": "km2"}

    def test_sectors_have_no_code_that_the_content_does_not_give(self, client):
        assert {str(entry["standard_codes"]) for entry in get_codes(client, "business_sectors").values()} == {
            "{}"
        }

    def test_a_code_without_a_definition_says_null(self, client, undefined):
        codes = get_codes(client, "precisions", "?lang=all").values()
        assert {entry["definition"] for entry in codes} == {None}
        rows = get_csv_rows(client, f"{BASE}/vocabularies/precisions/?format=csv&lang=all")
        assert {row["definition_zh_hant"] for row in rows} == {""}

    def test_there_is_no_other(self, client):
        get_json(client, f"{BASE}/vocabularies/words/", 404)


def has_field(description, schema, path) -> bool:
    """Whether the schema of an answer has a field: `["results[]", "kind"]`."""
    if "$ref" in schema:
        return has_field(
            description, description["components"]["schemas"][schema["$ref"].split("/")[-1]], path
        )
    if "anyOf" in schema:  # whole, with some fields, or groups
        return has_field(description, schema["anyOf"][0], path)
    if not path:
        return True
    name, *rest = path
    field = schema["properties"][name.removesuffix("[]")]
    return has_field(description, field["items"] if name.endswith("[]") else field, rest)


class TestMaterials:
    def test_published_materials_are_a_vocabulary_with_their_waste_codes(self, client):
        make_coded_material("fly-ash", ewc_code="10 01 02", national_code="900-001-S17")
        make_material("heat", name_en="Heat")
        save(Material(slug="secret", waste_area="industrial"), publish=False)
        body = get_vocabulary(client, "materials")
        assert body["title"] == "Materials"
        assert body["used_in"] == [
            "/api/v1/findings/ results[].materials",
            "/api/v1/flows/ results[].material",
            "/api/v1/materials/ results[].parent",
            "/api/v1/parks/ results[].flows[].material",
        ]
        assert body["codes"] == [
            {
                "code": "fly-ash",
                "label": "Fly-Ash",
                "definition": "A by-product.",
                "standard_codes": {"ewc": "10 01 02", "national": "900-001-S17"},
            },
            {"code": "heat", "label": "Heat", "definition": "A by-product.", "standard_codes": {}},
        ]

    def test_they_cost_one_query_however_many_there_are(self, client, django_assert_max_num_queries):
        with writing():
            for number in range(12):
                make_material(f"material-{number}")
        with django_assert_max_num_queries(3):  # the versions of content and statistics, the materials
            assert len(get_codes(client, "materials", "?lang=all")) == 12

    def test_a_change_shows_at_once(self, client):
        former = client.get(f"{BASE}/vocabularies/materials/")["ETag"]
        make_material("fly-ash")
        page_cache.versions.forget()
        assert client.get(f"{BASE}/vocabularies/materials/")["ETag"] != former


class TestUnits:
    def test_a_unit_has_its_ucum_code_dimension_and_factor(self, client):
        assert get_json(client, f"{BASE}/units/t_per_day/") == {
            "code": "t_per_day",
            "label": "t/day",
            "definition": "Tonnes per day.",
            "url": f"http://testserver{BASE}/units/t_per_day/",
            "ucum": "t/d",
            "dimension": "mass flow",
            "si_factor": pytest.approx(1000 / 86400),
            "si_unit": "kg/s",
        }

    def test_the_list_has_all_of_them_in_order(self, client):
        body = get_json(client, f"{BASE}/units/")
        assert body["next"] is None
        assert [entry["code"] for entry in body["results"]] == Unit.values
        assert body["results"][0] == get_json(client, f"{BASE}/units/percent/")

    def test_a_unit_that_ucum_lacks_says_null(self, client):
        unit = get_json(client, f"{BASE}/units/cny/?lang=zh-hant")
        assert (unit["ucum"], unit["si_factor"], unit["si_unit"]) == (None, None, None)
        assert unit["dimension"] == "money, ISO 4217 CNY"
        assert unit["definition"] == "人民幣元，所註年份的當年價。"

    def test_there_is_no_other(self, client):
        get_json(client, f"{BASE}/units/furlong/", 404)


class TestCsv:
    def test_units(self, client):
        rows = get_csv_rows(client, f"{BASE}/units/?format=csv&lang=all")
        assert list(rows[0]) == [
            "code",
            "label_en",
            "label_zh_hans",
            "label_zh_hant",
            "definition_en",
            "definition_zh_hans",
            "definition_zh_hant",
            "url",
            "ucum",
            "dimension",
            "si_factor",
            "si_unit",
        ]
        kilometres = next(row for row in rows if row["code"] == "km")
        assert kilometres["label_zh_hans"] == "公里"
        assert float(kilometres["si_factor"]) == 1000

    def test_a_vocabulary_is_a_row_for_each_code(self, client):
        rows = get_csv_rows(client, f"{BASE}/vocabularies/amount_types/?format=csv")
        assert list(rows[0]) == ["code", "label", "definition"]
        assert rows[0]["definition"] == "Amount handled or used, neither a capacity nor an output."

    def test_a_standard_is_a_column(self, client):
        make_material("heat")
        make_coded_material("fly-ash", ewc_code="10 01 02")
        rows = get_csv_rows(client, f"{BASE}/vocabularies/materials/?format=csv&lang=all")
        assert [row["standard_codes_ewc"] for row in rows] == ["10 01 02", ""]

    def test_without_rows_there_is_a_header(self, client):
        response = client.get(f"{BASE}/vocabularies/materials/?format=csv")
        assert read_body(response) == "code,label,definition,standard_codes\r\n"

    def test_the_list_of_vocabularies_is_a_row_for_each_code_of_each(self, client):
        make_coded_material("fly-ash", ewc_code="10 01 02")
        rows = get_csv_rows(client, f"{BASE}/vocabularies/?format=csv&lang=all")
        assert {row["name"]: row["used_in"] for row in rows}["facility_kinds"] == (
            "/api/v1/facilities/ results[].kind|/api/v1/materials/ results[].treated_by|"
            "/api/v1/parks/ results[].facilities[].kind"
        )
        found = {(row["name"], row["code"]): row for row in rows}
        for name in [*get_vocabularies(), "materials"]:
            for row in get_csv_rows(client, f"{BASE}/vocabularies/{name}/?format=csv&lang=all"):
                assert row.items() <= found.pop((name, row["code"])).items()
        assert not found


ADDRESSES = [
    f"{BASE}/{path}" for path in ("vocabularies/", "vocabularies/amount_types/", "units/", "units/t/")
]


class TestRequests:
    @pytest.mark.parametrize("path", ADDRESSES)
    def test_an_unknown_parameter_or_language_is_refused_with_what_is_allowed(self, client, path):
        (error,) = get_errors(client, f"{path}?colour=red")
        assert "lang" in error["allowed"]
        (error,) = get_errors(client, f"{path}?lang=fr")
        assert error["allowed"] == ["en", "zh-hans", "zh-hant", "all"]
        assert get_errors(client, f"{path}?format=xml")[0]["parameter"] == "format"

    @pytest.mark.parametrize("path", ADDRESSES)
    def test_a_copy_is_current_until_something_is_published(self, client, path):
        etag = client.get(path)["ETag"]
        assert client.get(path, headers={"If-None-Match": etag}).status_code == 304
        make_theme("waste")
        page_cache.versions.forget()
        assert client.get(path, headers={"If-None-Match": etag}).status_code == 200

    @pytest.mark.parametrize("path", ADDRESSES)
    def test_the_language_is_named_and_nothing_can_be_written(self, client, path):
        assert client.get(f"{path}?lang=zh-hans")["Content-Language"] == "zh-Hans"
        assert client.get(f"{path}?lang=all")["Content-Language"] == "en, zh-Hans, zh-Hant"
        assert client.head(path).status_code == 200
        assert client.options(path).status_code == 204
        assert client.post(path).status_code == 405
