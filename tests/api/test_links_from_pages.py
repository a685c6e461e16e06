"""Each page links to its data: the record, or the list with its filters."""

import re
from html import unescape

import pytest

from api.records.resources import RESOURCES
from api.records.serializers import get_page_template
from records.models import Record
from tests.api.api_client import get_csv_rows, get_json, walk_pages

pytestmark = [pytest.mark.usefixtures("content"), pytest.mark.content_check]

LISTS = {
    "cities/": "attribute=coal_based&q=city",
    "parks/": "region=anhui&q=solid waste",
    "materials/": "region=shandong",
    "zero-waste/": "source_type=official&region=shandong",
    "procurement/": "q=school",
    "businesses/": "region=guangdong",
    "programmes/": "kind=national",
    "findings/": "about=cities",
    "indicators/": "evidence=stated",
    "sources/": "year=2019&q=waste",
    "coalition/exchanges/": "region=guangdong",
    "coalition/events/": "",
}


# The others are shown on the pages of what they belong to.
WITH_PAGES = [
    one
    for one in RESOURCES
    if not one.is_part and "#" not in get_page_template(one.model) and get_page_template(one.model) != "/"
]


def links(html) -> dict[str, str]:
    line = re.search(r'<p class="meta[^"]*">(?:Download this list|下载本列表).*?</p>', html)[0]
    return {name: unescape(url) for url, name in re.findall(r'<a href="([^"]*)">([^<]*)</a>', line)}


@pytest.mark.parametrize("path", LISTS)
def test_a_list_leads_to_the_same_rows_as_data(client, get, path):
    for query in ("", LISTS[path]):
        html = get(f"/en/{path}?{query}")
        found = links(html)
        rows = walk_pages(client, f"{found['JSON']}{'&' if '?' in found['JSON'] else '?'}page_size=500")
        heading = html.split('id="list-count"')[1].split("</h2>")[0]
        # That of zero-waste cities has the number of places and that of selections, which are the rows.
        shown = [int(number) for number in re.findall(r"\d+", heading.split(">", 1)[1].replace(",", ""))]
        assert len(rows) > 0
        assert len(rows) in shown[:2]
        assert [line["slug"] for line in get_csv_rows(client, found["CSV"])] == [row["slug"] for row in rows]
        assert {"CSV", "XLSX", "JSON"} <= set(found)
        assert len(client.get(found["XLSX"]).getvalue()) > 1_000
        if "GeoJSON" in found:
            assert len(client.get(found["GeoJSON"]).getvalue()) > 100


def test_a_chinese_page_leads_to_chinese_data(client, get):
    found = links(get("/zh-hans/parks/"))
    assert any("园" in row["name"] for row in get_json(client, found["JSON"])["results"])
    html = get("/zh-hant/cities/changchun/")
    (address,) = re.findall(r'href="(/api/v1/cities/changchun/[^"]*)"', html)
    assert get_json(client, unescape(address))["name"] == "長春市"


@pytest.mark.parametrize("resource", WITH_PAGES, ids=lambda one: one.name)
def test_the_page_of_a_record_leads_to_its_data(client, get, resource):
    record = resource.model.objects.published().get(slug=resource.example)
    assert isinstance(record, Record)
    addresses = re.findall(r'href="(/api/v1/[^"]*)"', get(record.get_absolute_url()))
    # The page of an indicator also has files of its values.
    (address,) = [address for address in addresses if "format=" not in address]
    assert get_json(client, address)["slug"] == record.slug
