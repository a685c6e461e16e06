"""What drawings say to readers who don't see them, and to search engines."""

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.content_checks.test_city_pages import words
from tests.hub.test_head import things

PAGES = [
    "", "cities/datong/", "cities/shenzhen/", "cities/bole/", "cities/essen/", "regions/zhejiang/",
    "indicators/domestic-waste-landfilled/", "indicators/gdp-per-head/", "statistics/parks-by-city/",
    "embed/statistics/parks-by-city/", "parks/guitang-group/", "compare/?cities=datong,ordos",
]  # fmt: skip
DRAWING = re.compile(r'<svg[^>]*role="img".*?</svg>', re.DOTALL)


def test_every_template_of_a_drawing_has_a_title_and_a_description() -> None:
    found = [path for end in ("html", "svg") for path in Path("templates").rglob(f"*.{end}")]
    drawings = [
        path for path in found if re.search(r'role="(\{%.*%\})?img', path.read_text(encoding="utf-8"))
    ]
    assert len(drawings) >= 5
    for path in drawings:
        source = path.read_text(encoding="utf-8")
        assert "<title" in source, path
        assert "<desc" in source, path
        assert 'role="img" aria-label=' not in source, path


@pytest.mark.content_check
@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.usefixtures("content", "counted")
def test_drawings_say_in_words_what_they_show(client: Client, language: str) -> None:
    number = 0
    for path in PAGES:
        html = client.get(f"/{language}/{path}").content.decode()
        for drawing in DRAWING.findall(html):
            number += 1
            title, text = (
                words("".join(re.findall(rf"<{tag}\b[^>]*>(.*?)</{tag}>", drawing, re.DOTALL)[:1])).strip()
                for tag in ("title", "desc")
            )
            assert title, path
            assert text, path
            assert text != title, path
            if language != "en":
                assert re.search("[\u3400-\u9fff]", text), path
    assert number >= 6


@pytest.mark.content_check
@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.usefixtures("content")
def test_the_portrait_of_a_city_is_an_image_with_its_numbers_as_caption(get: Any, language: str) -> None:
    place, image = things(get(f"/{language}/cities/datong/"))
    assert (place["@type"], image["@type"]) == ("City", "ImageObject")
    base = f"http://testserver/{language}/cities/datong/waste"
    assert image["contentUrl"] == f"{base}.png"
    assert [one["contentUrl"] for one in image["encoding"]] == [f"{base}.svg", f"{base}.csv"]
    assert "2023" in image["caption"]
    assert image["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert image["caption"] in unescape(get(f"/{language}/cities/datong/waste.svg"))


@pytest.mark.content_check
@pytest.mark.django_db
@pytest.mark.usefixtures("content")
def test_a_city_of_whose_waste_nothing_is_known_has_no_image(get: Any) -> None:
    assert [thing["@type"] for thing in things(get("/en/cities/essen/"))] == ["City"]


@pytest.mark.content_check
@pytest.mark.django_db
@pytest.mark.usefixtures("content")
def test_an_indicator_is_a_dataset_with_its_files(client: Client, get: Any) -> None:
    (found,) = things(get("/en/indicators/domestic-waste-landfilled/"))
    files = {one["encodingFormat"]: one["contentUrl"] for one in found["distribution"]}
    assert len(files) == 2
    address = files["text/csv"].removeprefix("http://testserver")
    assert "indicator=domestic-waste-landfilled" in address
    assert client.get(address).status_code == 200
