"""The loader never restores what was redacted."""

import pytest
from django.contrib.auth.models import User

from cities.models import City
from records import redaction
from records.content.loader import _get_redacted_slugs
from records.models import Publication
from tests.factories import make_city, writing

pytestmark = [pytest.mark.both_databases, pytest.mark.content_listeners]


@pytest.mark.django_db
def test_a_record_whose_last_version_was_redacted_is_left_out_of_a_load():
    for slug in ("datong", "taiyuan"):
        city = make_city(slug)
        with writing() as changes:
            changes.withdraw(city)
    numbers = Publication.objects.filter(slug="datong").values_list("number", flat=True)
    boss = User.objects.create_superuser("boss")
    redaction.redact("city", "datong", numbers, by=boss, reason="File 7")
    assert _get_redacted_slugs(City) == {"datong"}
