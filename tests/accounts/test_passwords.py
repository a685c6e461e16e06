"""A password with the name of the site, of a city or of its owner is refused, in words."""

import pytest
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from tests.factories import make_city

pytestmark = pytest.mark.django_db

GOOD = "violet-harbour-crane-42"


@pytest.fixture(autouse=True)
def cities() -> None:
    make_city("changchun", name_en="Changchun", name_zh_hans="长春市")
    make_city("xian", name_en="Xi’an", name_zh_hans="西安市")
    make_city("hong-kong", name_en="Hong Kong", name_zh_hans="香港")
    make_city("chiping", name_en="Chiping District", name_zh_hans="茌平区")
    make_city("lanzhou", name_en="Lanzhou", name_zh_hans="兰州市", publish=False)


def list_refusals(password: str, **account: str) -> list[str]:
    user = User(**{"username": "boss", **account})
    try:
        validate_password(password, user)
    except ValidationError as error:
        return [message for message in error.messages if message.startswith("Don’t use")]
    return []


@pytest.mark.sampled(4)
@pytest.mark.parametrize(
    ("password", "name"),
    [
        ("chinahub2026!", "chinahub"),
        ("my china-hub is 4 ever", "chinahub"),
        ("Iclei2026Iclei", "iclei"),
        ("changchun2026", "changchun"),
        ("Chángchūn!2026!", "changchun"),
        ("2026-c.h.a.n.g.c.h.u.n-violet", "changchun"),
        ("violetchangchunshi42", "changchunshi"),
        ("xian-2026-harbour", "xian"),
        ("Xi'an2026!?Xi'an", "xian"),
        ("hongkong-harbour-42", "hongkong"),
        ("xianggang!2026", "xianggang"),
        ("chiping.harbour.42", "chiping"),
        ("长春2026年的violet", "长春"),
        ("長春2026年的violet", "長春"),
    ],
)
def test_a_name_of_the_site_or_of_a_city_is_refused(password, name):
    assert list_refusals(password) == [f"Don’t use the name of this site or of a city: “{name}”."]


@pytest.mark.parametrize(
    ("password", "account", "name"),
    [
        ("ed12345678901234", {"username": "ed"}, "ed"),
        ("4-wang-harbour-2", {"username": "w", "last_name": "Wang"}, "wang"),
        ("harbour_FANGFANG_4", {"first_name": "Fangfang"}, "fangfang"),
        ("crane!lina.chen!42", {"email": "lina.chen@example.org"}, "linachen"),
        ("crane!chen!42-violet", {"email": "lina.chen@example.org"}, "chen"),
        ("王小明-violet-42-crane", {"last_name": "王小明"}, "王小明"),
    ],
)
def test_ones_own_name_is_refused(password, account, name):
    assert list_refusals(password, **account) == [f"Don’t use your own name: “{name}”."]


@pytest.mark.parametrize(
    "password",
    [
        GOOD,
        "Mexican-harbour-42-crane",  # holds "xian"
        "predefined-heron-19",  # holds "ed"
        "lanzhou-heron-mellow-19",  # no page yet
        "9!4#7%1&2*8(3)6",  # no letter at all
    ],
)
def test_other_words_are_taken(password):
    assert list_refusals(password, username="ed") == []


def test_the_message_is_in_the_language_of_the_desk():
    with override("zh-hans"), pytest.raises(ValidationError) as error:
        validate_password("changchun2026", User(username="boss"))
    assert "不要使用本站或城市的名称：“changchun”。" in error.value.messages


def test_a_check_asks_the_database_once():
    with CaptureQueriesContext(
        connection,
    ) as queries:
        validate_password(GOOD, User(username="boss"))
    assert len(queries) == 1


def test_an_account_without_names_is_checked_too():
    validate_password(GOOD)
