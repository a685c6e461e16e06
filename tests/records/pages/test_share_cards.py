"""Each page has a picture for link previews, with its title."""

import re
import time
from io import BytesIO

import pytest
from PIL import Image

from records.pages.share_cards import Card, count_characters, read_card, render_card, shorten_title, sign_card
from tests import factories as make

SIZES = {"wide": (1200, 630), "square": (300, 300)}
DATONG = Card("Datong", "China Hub", "en")
LONG = "“无废城市”建设试点（2019年）：北莱茵—威斯特法伦州的杜伊斯堡和其他城市的合作与交流项目"


@pytest.mark.sampled(1)
@pytest.mark.parametrize("language", ["en", "zh-hans", "zh-hant"])
def test_a_page_names_two_pictures_that_can_be_fetched(db, client, get, language):
    city = make.make_city("datong")
    html = get(f"/{language}/cities/{city.slug}/")
    addresses = re.findall(r'property="og:image" content="http://testserver([^"]+)"', html)
    assert len(addresses) == 2
    for address, size in zip(addresses, SIZES.values(), strict=True):
        response = client.get(address)
        assert response["Content-Type"] == "image/png"
        assert "immutable" in response["Cache-Control"]
        assert Image.open(BytesIO(response.content)).size == size
        assert client.get(address, headers={"if-none-match": response["ETag"]}).status_code == 304


def test_a_picture_needs_no_database(client, django_assert_num_queries):
    assert client.get(f"/share/square/{sign_card(DATONG)}.png").status_code == 200


@pytest.mark.parametrize("token", ["x", "WyJEYXRvbmciXQ.abc", sign_card(DATONG) + "x"])
def test_nobody_has_other_texts_drawn(db, client, token):
    assert client.get(f"/share/wide/{token}.png").status_code == 404
    assert client.get(f"/share/huge/{sign_card(DATONG)}.png").status_code == 404


@pytest.mark.parametrize("title", [LONG, "A long title " * 20, "Donaudampfschifffahrtsgesellschaft" * 3])
def test_a_long_title_ends_at_a_word(title):
    short = shorten_title(title)
    assert short == title or (short.endswith("…") and count_characters(short) <= 30)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("title", ["Datong", LONG, "Donaudampfschifffahrtsgesellschaft", "", "🙂 ﷽"])
def test_a_card_is_drawn_at_once(size, title):
    began = time.monotonic()
    png = render_card(size, Card(shorten_title(title), "循环城市·中国", "zh-hans"))
    assert time.monotonic() - began < 3
    assert Image.open(BytesIO(png)).size == SIZES[size]


def test_a_token_says_what_is_drawn():
    card = Card("大同市", "循环城市·中国", "zh-hans")
    assert read_card(sign_card(card)) == card
