"""A parameter is given once unless it takes several values; errors describe the correct form."""

import pytest

from api.description.schema import build_description
from tests.api.api_client import BASE, get_errors, get_json
from tests.factories import make_city, make_park

pytestmark = pytest.mark.django_db

ONCE = [
    "lang=en&lang=zh-hans",
    "sort=slug&sort=-slug",
    "page_size=5&page_size=7",
    "format=csv&format=csv",
    "count=1&count=1",
    "q=a&q=b",
    "updated_since=2020-01-01&updated_since=2021-01-01",
    "established_min=1990&established_min=2000",
]


@pytest.mark.parametrize("query", ONCE)
def test_what_takes_one_value_is_refused_when_it_is_given_twice(client, query):
    (fault,) = get_errors(client, f"{BASE}/parks/?{query}")
    assert fault["parameter"] == query.partition("=")[0]
    assert "once" in fault["message"]


@pytest.mark.parametrize(
    "path",
    ["changes/?from=now&from=now", "statistics/?q=a&q=b", "statistics/pilots/?earlier=1&earlier=0"],
)
def test_so_it_is_wherever_parameters_are_read(client, path):
    (fault,) = get_errors(client, f"{BASE}/{path}")
    assert "once" in fault["message"]


@pytest.mark.parametrize(
    "path",
    [
        "parks/?level=national&level=provincial&fields=city&fields=sources&expand=city&expand=sources",
        "parks/?city=a-city&city=a-city&region=jilin&region=jilin",
        "changes/?type=city&type=park&action=changed&action=published",
        "statistics/?statistic=pilots&statistic=parks-by-level&group=parks&group=zero_waste&scope=hub&scope=city",
    ],
)
def test_what_takes_several_may_be_given_several_times(client, path):
    make_park(city=make_city("a-city"))
    get_json(client, f"{BASE}/{path}")


def list_described_parameters() -> list[tuple[str, str]]:
    """The path and name of each query parameter of the API."""
    description = build_description("")
    shared = description["components"]["parameters"]
    found = []
    for path, operations in description["paths"].items():
        address = path.format(slug="pilots", identifier="city.a-city.area", name="waste_areas", code="mt")
        for entry in operations.get("get", {}).get("parameters", ()):
            parameter = shared[entry["$ref"].rpartition("/")[2]] if "$ref" in entry else entry
            if parameter["in"] == "query":
                found.append((address, parameter["name"]))
    return found


@pytest.mark.parametrize("step", [50, pytest.param(1, marks=pytest.mark.slow)])
def test_an_empty_value_of_any_parameter_is_refused(client, step):
    """A script whose variable is empty doesn't get everything."""
    described = list_described_parameters()
    assert len(described) > 500
    # Suggestions begin before anything is typed.
    for path, name in [one for one in described if "/suggest/" not in one[0]][::step]:
        for value in ("", "%20"):
            faults = get_errors(client, f"{path}?{name}={value}")
            assert [fault["parameter"] for fault in faults if fault["parameter"] == name] == [name]


@pytest.mark.parametrize("value", [",", "a-city,", ",a-city", "a-city,,a-city"])
def test_so_is_one_of_several_values(client, value):
    make_park(city=make_city("a-city"))
    (fault,) = get_errors(client, f"{BASE}/parks/?city={value}")
    assert (fault["parameter"], fault["message"][:5]) == ("city", "Empty")
    get_errors(client, f"{BASE}/figures/?year=2019,")
    get_errors(client, f"{BASE}/changes/?action=,")


def test_the_form_of_a_page_may_send_fields_that_are_not_filled_in(client):
    make_park(city=make_city("a-city"))
    assert client.get("/en/parks/?q=&region=&level=&sort=").status_code == 200


def test_an_unknown_parameter_is_named_once_however_often_it_is_given(client):
    (fault,) = get_errors(client, f"{BASE}/parks/?colour=red&colour=blue")
    assert "Unknown parameter" in fault["message"]


def test_a_plus_that_was_not_encoded_is_explained(client):
    (fault,) = get_errors(client, f"{BASE}/parks/?updated_since=2026-11-26T06:12:11+08:00")
    assert "%2B" in fault["message"]
    (other,) = get_errors(client, f"{BASE}/parks/?updated_since=yesterday+evening")
    assert "%2B" not in other["message"]


@pytest.mark.parametrize(
    ("lang", "told", "name"),
    [
        ("en-GB", "en", "Datong"),
        ("zh", "zh-Hans", "大同县"),
        ("zh-CN", "zh-Hans", "大同县"),
        ("zh-Hans", "zh-Hans", "大同县"),
        ("zh-TW", "zh-Hant", "大同縣"),
        ("zh-hk", "zh-Hant", "大同縣"),
    ],
)
def test_a_tag_with_a_country_stands_for_the_script_written_there(client, lang, told, name):
    make_city("datong", name_en="Datong", name_zh_hans="大同县")
    response = client.get(f"{BASE}/cities/datong/?lang={lang}")
    assert (response["Content-Language"], response.json()["name"]) == (told, name)


@pytest.mark.parametrize(
    "lang", ["fr", "de-CH", "", "zh-hans,garbage", "en,zh-hans", "en_GB!", "z" * 600, "全部"]
)
def test_another_language_is_refused_with_those_that_there_are(client, lang):
    (fault,) = get_errors(client, f"{BASE}/parks/?lang={lang}")
    assert (fault["parameter"], fault["allowed"]) == ("lang", ["en", "zh-hans", "zh-hant", "all"])


@pytest.mark.parametrize("path", ["search/?q=park", "reconcile/?", "statistics/pilots/?", "changes/?"])
def test_the_tag_of_a_country_is_understood_wherever_there_are_languages(client, path):
    plain = client.get(f"{BASE}/{path}&lang=zh-hans")
    by_country = client.get(f"{BASE}/{path}&lang=zh-CN")
    assert (by_country.status_code, plain.status_code) == (200, 200)
    assert by_country["Content-Language"] == plain["Content-Language"] == "zh-Hans"


@pytest.mark.parametrize(
    ("day", "words"),
    [("0001-01-01", "1900 or later"), ("9999-12-31", "in the future"), ("2020-02-30", "YYYY-MM-DD")],
)
def test_a_day_that_is_not_allowed_is_refused_with_the_reason(client, day, words):
    (fault,) = get_errors(client, f"{BASE}/parks/?as_of={day}")
    assert fault["parameter"] == "as_of"
    assert words in fault["message"]
