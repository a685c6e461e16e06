"""The foot of all pages."""

import re
from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["", "about/", "cities/", "search/?q=coal", "nowhere/"])
def test_the_icp_number_stands_in_the_foot_with_a_plain_link(
    client: Client, settings: Any, path: str
) -> None:
    assert "beian" not in client.get(f"/zh-hans/{path}").content.decode()
    settings.ICP_NUMBER = "京ICP备12345678号-1"
    html = client.get(f"/zh-hans/{path}").content.decode()
    foot = html[html.index('<footer class="foot"') :]
    assert re.search(r'<a href="https://beian\.miit\.gov\.cn/"[^>]*>京ICP备12345678号-1', foot)
