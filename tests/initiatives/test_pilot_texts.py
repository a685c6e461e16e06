"""A pilot of which no more is known than its round: its pages say no sentence, and cite its sources."""

import pytest

from tests.factories import make_city, make_pilot, make_region, text


@pytest.fixture
def pilot(db):
    region = make_region("zhejiang")
    city = make_city("huzhou", **text("name", "Huzhou"), region=region)
    return make_pilot("huzhou-2019", city=city, summary_en="", summary_zh_hans="")


def test_its_page_has_no_empty_sentence(client, pilot):
    html = client.get(pilot.get_absolute_url()).content.decode()
    assert '<p class="soft">' not in html
    assert f'name="description" content="{pilot.programme.name}"' in html


@pytest.mark.parametrize(
    ("path", "end"), [("/en/regions/zhejiang/", "</li>"), ("/en/cities/huzhou/", "</article>")]
)
def test_lists_say_no_sentence_about_it(client, pilot, path, end):
    html = client.get(path).content.decode()
    entry = html.split(f'id="{pilot.anchor}"')[1].split(end)[0]
    assert "<p>" not in entry
