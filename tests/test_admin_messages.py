"""Each message on an admin page can be translated to Chinese."""

import re
from pathlib import Path

import axes
import django
import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from django.contrib import admin
from django.contrib.auth.models import Group
from django.utils.translation import gettext, override

from records.admin.messages import DJANGO_MESSAGES, LOGIN_MESSAGES, PASSWORD_LENGTH_MESSAGE
from records.models import Publication, SlugAlias
from tests.admin_client import admin_url
from tests.factories import make_city, make_source


def read_messages(package: str, language: str) -> dict[str, Message]:
    """The messages of a package of Django with a text in a language, by the message in English."""
    path = Path(django.__file__).parent / f"contrib/{package}/locale/{language}/LC_MESSAGES/django.po"
    with path.open("rb") as file:
        messages = [message for message in read_po(file) if message.id and not message.fuzzy]
    return {
        message.id if isinstance(message.id, str) else message.id[0]: message
        for message in messages
        if language == "en" or all([message.string] if isinstance(message.id, str) else message.string)
    }


@pytest.mark.parametrize("package", ["admin", "auth"])
def test_a_message_that_django_does_not_translate_is_declared(package):
    missing = read_messages(package, "en").keys() - read_messages(package, "zh_Hans").keys()
    with override("en"):
        declared = {*DJANGO_MESSAGES, (PASSWORD_LENGTH_MESSAGE % 1).replace("1", "%d")}
    assert missing <= declared


def test_a_message_of_axes_is_declared():
    folder = Path(axes.__file__).parent
    code = "".join((folder / f"{name}.py").read_text() for name in ("models", "admin"))
    used = set(re.findall(r'\b_\("([^"]+)"\)', code))
    with override("zh-hans"):
        translated_by_django = {message for message in ("Yes", "No") if gettext(message) != message}
    assert used - translated_by_django == set(LOGIN_MESSAGES)


def test_the_label_of_each_field_that_a_page_shows_is_a_message():
    assert {
        f"{model._meta.label}.{field.name}"
        for model, model_admin in admin.site._registry.items()
        for field in model._meta.concrete_fields
        if field.editable and not field.auto_created and field._verbose_name is None
        if field.name not in (model_admin.exclude or ())
    } == set()


def test_the_log_names_types_in_the_language_of_the_editor(db, admin_client):
    make_city("datong")
    page = admin_client.get(admin_url(Publication, "changelist"), headers={"accept-language": "zh-hans"})
    html = page.content.decode()
    assert "（城市）已发布，第1版。" in html
    assert re.search(r'<a href="\?record_type=city"[^>]*>\s*城市\s*</a>', html)


def test_permissions_and_apps_have_names_in_the_language_of_the_editor(db, admin_client):
    chinese = {"accept-language": "zh-hans"}
    html = admin_client.get(admin_url(Group, "add"), headers=chinese).content.decode()
    assert "城市 | 重命名</option>" in html
    assert not re.findall(r"<option[^>]*>[^<]* Can [^<]*</option>", html)
    html = admin_client.get("/admin/", headers=chinese).content.decode()
    assert "Axes" not in html


def test_the_log_is_filtered_by_type(db, admin_client):
    make_source("notice")
    make_city("datong")
    for address, types in (("city", {"city"}), ("source", {"source"}), ("nothing", set())):
        page = admin_client.get(admin_url(Publication, "changelist"), {"record_type": address})
        assert {row.record_type for row in page.context["cl"].result_list} == types
    assert admin_client.get(admin_url(SlugAlias, "changelist"), {"record_type": "x"}).status_code == 200
