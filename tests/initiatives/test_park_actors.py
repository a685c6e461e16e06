"""Suppliers and receivers of a park as data: under which names flows know them."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from initiatives.models import IndustrialPark, ParkActor
from records import publishing
from tests.admin_client import admin_url
from tests.factories import make_actor, make_flow, make_park, text, writing

pytestmark = pytest.mark.django_db


@pytest.fixture
def park() -> IndustrialPark:
    park = make_park("a-park")
    make_flow(park, "steam", **text("from_name", "Boiler"), **text("to_name", "Steam users"))
    return park


def read_refusal(park: IndustrialPark, *recorded: str) -> str:
    with pytest.raises(publishing.PublishingError) as refused:
        make_actor(park, "A plant", list(recorded), key="a-plant")
    assert not ParkActor.objects.exists()
    return str(refused.value)


def test_an_actor_stands_for_names_of_the_flows(park):
    actor = make_actor(park, "A plant", ["Boiler", "Steam users"])
    assert [name["en"] for name in actor.recorded] == ["Boiler", "Steam users"]


def test_a_name_that_no_flow_has_is_refused_in_words(park):
    refusal = read_refusal(park, "Boiler", "Kiln")
    assert "No flow of this park comes from “Kiln” or goes to it." in refusal
    assert "Its names are: Boiler, Steam users." in refusal
    assert "actors.a-plant.recorded" in refusal


def test_an_actor_without_a_name_is_refused(park):
    assert "Give at least one name that a flow of this park has." in read_refusal(park)


def test_the_last_flow_of_an_actor_does_not_leave_without_it(park):
    make_actor(park, "A plant", ["Boiler"])
    refusal = "No flow of this park comes from “Boiler”"
    with pytest.raises(publishing.PublishingError, match=refusal), writing() as changes:
        changes.delete(park.flows.get())
    assert park.flows.exists()


def test_the_admin_has_a_line_and_a_form_for_an_actor(park):
    client = Client()
    client.force_login(User.objects.create_superuser("an-editor"))
    form = client.get(admin_url(IndustrialPark, "part_add", park.pk, "actors"))
    assert form.status_code == 200
    page = form.content.decode()
    assert "names in flows" in page.lower()
    make_actor(park, "A plant", ["Boiler"], key="a-plant")
    page = client.get(admin_url(IndustrialPark, "change", park.pk)).content.decode()
    assert '<li id="actors-a-plant">' in page


def test_the_api_has_the_actors_of_a_park(park, client):
    make_actor(park, "A plant", ["Boiler"], is_outside=True, **text("why", "The notice says so."))
    (actor,) = client.get("/api/v1/parks/a-park/?lang=en").json()["actors"]
    assert (actor["name"], actor["is_outside"], actor["why"]) == ("A plant", True, "The notice says so.")
    assert actor["recorded"] == ["Boiler"]
