"""Accepting a change of one figure costs the same whatever else its record has."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cities.models import CityFigure
from records import publishing
from records.models import Proposal
from tests.admin_client import admin_url
from tests.factories import make_city, make_city_figure, writing

pytestmark = pytest.mark.django_db


def accept_a_new_value(publisher: Client, figures: int) -> list[str]:
    """Return the queries by which the first of so many figures gets the value that was proposed for it."""
    with writing():
        city = make_city()
        for number in range(figures):
            make_city_figure(city, f"figure-{number}")
    author, _new = User.objects.get_or_create(username="author", defaults={"is_superuser": True})
    figure = CityFigure.objects.get(city=city, key="figure-0")
    with publishing.proposal_transaction(author) as changes:
        figure.value = 77
        changes.save(figure)
    page = admin_url(Proposal, "change", changes.proposal.pk)
    sent = {"_accept": "1", "kind": "update", "shown": publisher.get(page).context["shown"]}
    with CaptureQueriesContext(connection) as captured:
        assert publisher.post(page, sent).status_code == 302
    figure.refresh_from_db()
    assert figure.value == 77
    return [query["sql"] for query in captured.captured_queries]


def test_accepting_one_figure_of_a_city_with_many_takes_as_many_queries_as_with_few(admin_client):
    accept_a_new_value(admin_client, 1)
    few, many = accept_a_new_value(admin_client, 2), accept_a_new_value(admin_client, 12)
    assert len(many) == len(few)
    assert sum(sql.startswith('UPDATE "cities_cityfigure"') for sql in many) == 1
