"""Proposals in the lists, the head and the history of a record; restoring one part of a version."""

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from cities.models import City, CityFigure
from records.models import Proposal, Revision
from tests.admin_client import admin_url
from tests.factories import make_city, make_city_figure, text, writing
from tests.records.proposals.test_desk import decide, figure_page, propose, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def client_of(settings):
    settings.FOUR_EYES = True

    def sign_in(role: str, name: str = "") -> Client:
        user = User.objects.create(username=name or role.lower(), is_staff=True, password="pbkdf2")
        user.groups.add(Group.objects.get(name=role))
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def city(db) -> City:
    city = make_city(**text("name", "Harbour", "港口"))
    make_city_figure(city, "area", **text("label", "Area", "面积"))
    make_city_figure(city, "water", **text("label", "Water", "水面"))
    return City.objects.get(pk=city.pk)


def test_a_record_says_that_a_change_of_it_is_proposed(client_of, city):
    editor = client_of("Editor")
    assert ">public</span>" in read(editor, admin_url(City, "changelist"))
    propose(editor, figure_page(city), {"key_facts-0-value": "12"})
    for page in (admin_url(City, "changelist"), admin_url(City, "change", city.pk)):
        assert "public, 1 proposed" in read(editor, page)
    history = read(editor, admin_url(City, "history", city.pk))
    assert admin_url(Proposal, "change", Proposal.objects.get().pk) in history


def test_one_figure_of_an_earlier_version_is_restored_by_a_proposal(client_of, city):
    editor, publisher = client_of("Editor"), client_of("Publisher")
    client_of("Publisher", "second")
    earlier = Revision.objects.of(city).first()
    former = {figure.key: figure.value for figure in CityFigure.objects.all()}
    with writing() as changes:
        for figure in CityFigure.objects.all():
            figure.value = figure.value + 5
            changes.save(figure)
    city.refresh_from_db()
    page = admin_url(City, "restore", city.pk, earlier.pk)
    assert [place for place, _name in editor.get(page).context["parts"]] == [
        "key_facts.area",
        "key_facts.water",
    ]
    data = {"version": city.version, "only": "key_facts.water", "_propose": "1"}
    assert editor.post(page, data).status_code == 302
    proposal = Proposal.objects.get()
    assert decide(publisher, proposal, "_accept").status_code == 302
    values = {figure.key: figure.value for figure in CityFigure.objects.all()}
    assert values == {"area": former["area"] + 5, "water": former["water"]}
    city.refresh_from_db()
    odd = {"version": city.version, "only": ["nothing", "key_facts.", "slug.x", "key_facts.x.y", ""]}
    assert editor.post(page, {**odd, "_propose": "1"}).status_code in (200, 302)


def test_a_proposal_is_named_in_the_language_of_its_reader(client_of, city):
    editor = client_of("Editor")
    propose(editor, figure_page(city), {"key_facts-0-value": "12"})
    page = admin_url(Proposal, "change", Proposal.objects.get().pk)
    for path in (admin_url(Proposal, "changelist"), page):
        assert "Harbour: Area" in read(editor, path)
        chinese = editor.get(path, headers={"accept-language": "zh-hans"}).content.decode()
        assert "港口：面积" in chinese
