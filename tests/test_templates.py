"""What holds for every template, also for those that no test renders."""

import re

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

pytestmark = pytest.mark.any_database


def test_a_static_file_is_named_in_full() -> None:
    """Half a name, completed by what follows the tag, stands in no manifest: production answers 500."""
    named = {
        name
        for template in (settings.BASE_DIR / "templates").rglob("*.html")
        for name in re.findall(r"{%\s*static\s+[\"']([^\"']+)", template.read_text(encoding="utf-8"))
    }
    assert "build/hub.css" in named
    assert {name for name in named if finders.find(name) is None} == set()
