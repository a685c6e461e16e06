"""The page for developers and its reference: their examples run and their URLs answer, in three languages."""

import re
import subprocess
import sys
from datetime import date
from html import unescape

import pytest
from django.conf import settings
from django.utils import timezone

from api.description import code_samples
from api.developers import list_topics
from api.records.resources import RESOURCES
from bundles.models import Release
from tests.api.api_client import read_body
from tests.browser.live_hub import start_hub

LANGUAGES = ("en", "zh-hans", "zh-hant")
PAGE = "/en/developers/"
PAGES = (PAGE, *(f"{PAGE}{topic.slug}/" for topic in list_topics()))


def code(html, key) -> str:
    return unescape(re.search(rf'<code id="code-{key}"[^>]*>(.*?)</code>', html, re.DOTALL)[1])


@pytest.mark.content_check
@pytest.mark.usefixtures("content")
class TestThePage:
    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_it_is_there_in_each_language(self, client, lang):
        html = client.get(f"/{lang}/developers/").content.decode()
        assert f'href="/api/v1/parks/?{"" if lang == "en" else f"lang={lang}&amp;"}format=csv' in html
        assert str(settings.API_RATE_ANONYMOUS) in html
        assert str(settings.API_RATE_KEYED) in html

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_it_links_to_each_topic_of_the_reference(self, client, lang):
        html = client.get(f"/{lang}/developers/").content.decode()
        for topic in list_topics():
            address = f"/{lang}/developers/{topic.slug}/"
            assert f'href="{address}"' in html
            assert client.get(address).status_code == 200
        assert client.get(f"/{lang}/developers/nothing/").status_code == 404

    @pytest.mark.parametrize(("lang", "most"), [("en", 120), ("zh-hans", 45)])
    def test_its_ledes_are_short(self, client, lang, most):
        for path in PAGES:
            html = client.get(path.replace("/en/", f"/{lang}/")).content.decode()
            lede = unescape(re.search(r'<p class="lede">(.*?)</p>', html, re.DOTALL)[1])
            assert 0 < len(lede.strip().replace("<wbr>", "")) <= most

    def test_it_lists_all_resources(self, client):
        html = client.get(f"{PAGE}lists/").content.decode()
        for resource in RESOURCES:
            assert f'href="/api/v1/{resource.list_name}/"' in html
            assert f'id="{resource.list_name}"' in html

    def test_the_answer_it_shows_is_the_answer(self, client):
        html = client.get(f"{PAGE}queries/").content.decode()
        answer = client.get(code_samples.FIRST).json()
        for row in answer["results"]:
            assert row["slug"] in code(html, "answer")

    def test_every_address_in_an_example_answers(self, client):
        html = "".join(client.get(path).content.decode() for path in PAGES)
        addresses = set()
        for key in (
            "first",
            "groups-curl",
            *(example.key for example in (*code_samples.TASKS, *code_samples.MORE)),
        ):
            addresses |= set(re.findall(r"http://testserver(/[^\s\"]+)", code(html, key)))
        assert len(addresses) >= 5
        for address in addresses:
            response = client.get(address)
            assert response.status_code == 200, address
            assert read_body(response)

    @pytest.mark.parametrize("path", PAGES)
    def test_every_link_to_the_api_answers(self, client, path):
        html = client.get(path).content.decode()
        for address in set(re.findall(r'href="(/(?:api|feeds)/[^"]*)"', html)):
            assert client.get(unescape(address)).status_code == 200, address

    def test_the_form_asks_the_api(self, client):
        html = client.get(f"{PAGE}queries/").content.decode()
        formats = re.findall(
            r"<option>(\w+)</option>", html.partition('name="format"')[2].partition("</select>")[0]
        )
        errors = client.get("/api/v1/parks/?format=x").json()["errors"]
        assert sorted([*formats, "csv-metadata.json"]) == sorted(errors[0]["allowed"])
        for lang in ("en", "all"):
            for format_ in formats:
                level = re.search(r'name="level">\s*<option value="(\w+)"', html)[1]
                response = client.get(f"/api/v1/parks/?level={level}&lang={lang}&format={format_}")
                assert response.status_code == 200

    def test_each_error_has_its_place(self, client):
        problem = client.get("/api/v1/parks/?colour=red").json()
        path, _mark, fragment = problem["type"].partition("#")
        assert f'id="{fragment}"' in client.get(path).content.decode()

    def test_the_page_to_try_the_api_comes_from_here_alone(self, client):
        response = client.get("/api/v1/docs/")
        html = response.content.decode()
        assert re.findall(r'(?:src|href)="(?!/)', html) == []
        assert "<script>" not in html
        assert "style=" not in html
        assert "'unsafe" not in response["Content-Security-Policy"]


@pytest.mark.django_db
def test_the_page_to_try_the_api_has_both_descriptions(client):
    html = client.get("/api/v1/docs/").content.decode()
    assert 'data-schema="/api/v1/schema/"' in html
    assert 'href="/api/v1/docs/?lang=all"' in html
    assert 'data-schema="/api/v1/schema/?lang=all"' in client.get("/api/v1/docs/?lang=all").content.decode()
    assert client.get("/api/v1/docs/?lang=fr").status_code == 400


@pytest.mark.django_db
@pytest.mark.parametrize("path", PAGES)
def test_the_page_is_there_without_any_record(client, path):
    assert client.get(path).status_code == 200


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A hub in a process of its own, for programs that are not ours."""
    with start_hub(tmp_path_factory.mktemp("hub")) as address:
        yield address


def run(*command) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


class TestTheExamples:
    @pytest.mark.slow
    def test_curl(self, served):
        body = run("bash", "-c", code_samples.CURL.at(served).replace("curl ", "curl --silent --fail ", 1))
        assert '"results":[{' in body

    def test_a_search_in_chinese(self, served):
        body = run("bash", "-c", code_samples.SEARCH.at(served).replace("curl ", "curl --silent --fail ", 1))
        assert '"results":[{' in body
        assert "循环" in body

    def test_tonnes_landfilled_by_region_and_year_in_pandas(self, served):
        table = run(sys.executable, "-c", code_samples.GROUPS_PANDAS.at(served))
        assert re.search(r"region_name +year +sum unit +n_places\n", table)
        lines = run("bash", "-c", code_samples.GROUPS_CURL.at(served)).splitlines()
        assert len(lines) > 60
        assert "rows x 5 columns" in table

    def test_python(self, served):
        assert re.match(
            r"\d+ values, the first: \d{4} ", run(sys.executable, "-c", code_samples.PYTHON.at(served))
        )

    def test_keeping_a_copy(self, served):
        assert re.match(r"\d{3,} records", run(sys.executable, "-c", code_samples.SYNC.at(served)))


@pytest.mark.content_check
@pytest.mark.usefixtures("content")
def test_it_lists_the_bundles_of_all_data_with_size_date_and_checksum(get):
    checksum = "ab" * 32
    values = {
        "number": 7,
        "built_number": 9,
        "built_at": timezone.now(),
        "size": 5 << 20,
        "checksum": checksum,
    }
    for path in (PAGE, f"{PAGE}downloads/"):
        assert "The first file is being prepared." in get(path)
    Release.objects.create(name="latest", file_name="x.zip", **values)
    quarter = Release.objects.create(
        name="2026-Q3", day=date(2026, 9, 30), file_name="y.zip", reason="redaction", **values
    )
    assert 'href="/data/latest.zip"' in get(PAGE)
    page = get(f"{PAGE}downloads/")
    for address in ("/data/latest.zip", "/data/2026-Q3.zip"):
        assert f'href="{address}"' in page
    for said in (
        "2026-09-30",
        "5.0",
        checksum,
        "Built again, because versions were removed for legal reasons.",
    ):
        assert said in page
    Release.objects.filter(pk=quarter.pk).update(file_name="")
    page = get("/zh-hans/developers/downloads/")
    assert 'href="/data/2026-Q3.zip"' not in page
    assert "/data/2026-Q3.zip" in page
