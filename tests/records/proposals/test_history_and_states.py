"""Proposals in the lists, the head and the history of a record; restoring one part of a version."""

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from cities.models import City, CityFigure
from records.models import Proposal, Revision, Source
from tests.admin_client import admin_url, decide, form_data
from tests.factories import make_city, make_city_figure, make_source, text, writing
from tests.records.proposals.test_desk import figure_page, propose, read
from tests.test_new_sources import ADDRESS, NEW, type_new

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


def test_a_source_that_only_the_proposal_has_stays_when_somebody_changes_it(client_of, city):
    editor, publisher = client_of("Editor"), client_of("Publisher")
    client_of("Publisher", "second")
    propose(editor, figure_page(city), {"key_facts-0-value": "12", **type_new()})
    assert not Source.objects.filter(url=ADDRESS).exists()
    proposal = Proposal.objects.get()
    assert proposal.size == 2
    make_source("in-between")  # so that the source gets another key the next time
    page = admin_url(Proposal, "change", proposal.pk)
    assert NEW["title"] in read(publisher, page)
    url = publisher.get(page).context["edit_url"]
    form = publisher.get(url)
    make_source("in-between-again")
    data = {**form_data(form), "_accept": "1"}
    assert publisher.post(url, {**data, "key_facts-0-value": "13"}).status_code == 302
    assert decide(client_of("Publisher", "third"), proposal, "_accept").status_code == 302
    figure = CityFigure.objects.get(key="area")
    assert figure.value == 13
    assert Source.objects.get(url=ADDRESS) in figure.sources.all()
    assert Source.objects.get(url=ADDRESS).is_published


def test_a_proposal_of_a_record_that_was_renamed_or_deleted_meanwhile(client_of, city):
    editor, publisher = client_of("Editor"), client_of("Publisher")
    client_of("Publisher", "second")
    propose(editor, figure_page(city), {"key_facts-0-value": "12"})
    proposal = Proposal.objects.get()
    with writing() as changes:
        changes.rename(City.objects.get(), "elsewhere")
    assert decide(publisher, proposal, "_accept").status_code == 302
    assert City.objects.get().slug == "elsewhere"
    propose(editor, figure_page(city), {"key_facts-0-value": "14"})
    proposal = Proposal.objects.waiting().get()
    with writing() as changes:
        changes.delete(City.objects.get())
    page = admin_url(Proposal, "change", proposal.pk)
    assert publisher.get(page).status_code == 200
    assert decide(publisher, proposal, "_accept").status_code == 409
    assert decide(publisher, proposal, "_decline", comment="It was deleted.").status_code == 302
