"""What is decided is what the page has shown, and names those who wrote, changed and accepted it."""

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from cities.models import City, CityFigure
from records import publishing
from records.models import Proposal, Source
from tests.admin_client import admin_url, decide
from tests.factories import (
    make_city,
    make_city_figure,
    make_source,
    save,
    text,
    writing,
)
from tests.html_text import read_text

pytestmark = pytest.mark.django_db

CHANGED = "This has changed since you opened it."


def make_account(name: str, role: str) -> User:
    user, _new = User.objects.get_or_create(username=name, defaults={"is_staff": True, "password": "pbkdf2"})
    user.groups.add(Group.objects.get(name=role))
    return user


def sign_in(name: str, role: str) -> Client:
    client = Client()
    client.force_login(make_account(name, role))
    return client


@pytest.fixture(autouse=True)
def four_eyes(settings) -> None:
    settings.FOUR_EYES = True


@pytest.fixture
def ed(db) -> User:
    return make_account("ed", "Editor")


@pytest.fixture
def anna(db) -> Client:
    return sign_in("anna", "Publisher")


@pytest.fixture
def bo(db) -> Client:
    return sign_in("bo", "Publisher")


@pytest.fixture
def city(db) -> City:
    city = make_city("harbour", **text("name", "Harbour", "港口"))
    for key in ("area", "water", "trees"):
        make_city_figure(city, key, **text("label", key.title(), f"{key}名"), value=10)
    return City.objects.get(pk=city.pk)


def build_source() -> Source:
    return Source(slug="a-draft", title="The draft of a yearbook", publisher="A ministry", language="en",
                  kind="page", url="https://example.org/draft", published="2020")  # fmt: skip


def make_draft_source() -> Source:
    return save(build_source(), sources=[], publish=False)


def propose_value(user: User, value: int, key: str = "area", **note) -> Proposal:
    with publishing.proposal_transaction(user, **note) as changes:
        figure = CityFigure.objects.get(key=key)
        figure.value = value
        changes.save(figure)
    assert changes.proposal
    return changes.proposal


def propose_names(user: User, count: int) -> Proposal:
    cities = [make_city(f"city-{number:02}", **text("name", f"City {number}")) for number in range(count)]
    with publishing.proposal_transaction(user, title="Many cities") as changes:
        for each in cities:
            each.refresh_from_db()
            each.name_en = f"New {each.slug}"
            changes.save(each)
    assert changes.proposal
    return changes.proposal


def revise(user: User, proposal: Proposal, value: int) -> None:
    with publishing.proposal_revision(user, proposal) as changes:
        figure = CityFigure.objects.get(key="area")
        figure.value = value
        changes.save(figure)


def review(proposal: Proposal) -> str:
    return admin_url(Proposal, "change", proposal.pk)


def open_page(client: Client, path: str) -> dict[str, str]:
    """What the form of a page sends besides its buttons."""
    return {"shown": client.get(path).context.get("shown", ""), "kind": "update"}


def read(client: Client, path: str) -> str:
    return read_text(client.get(path).content.decode())


def value_of(key: str = "area") -> int:
    return int(CityFigure.objects.get(key=key).value)


# -- what the review shows ------------------------------------------------------------------------------


def test_sources_year_and_note_stand_beside_a_changed_value(city, ed, anna):
    with writing() as changes:
        figure = CityFigure.objects.get(key="area")
        figure.year = 2021
        figure.note_en, figure.note_zh_hans = "Without the islands.", "不含岛屿。"
        changes.save(figure)
        changes.set_related(figure, "sources", [make_source("yearbook", title="The yearbook")])
    page = read(anna, review(propose_value(ed, 47)))
    for shown in ("2021", "Without the islands.", "The yearbook"):
        assert shown in page


def test_an_accepted_correction_leaves_parts_in_the_order_that_they_have_now(city, ed, anna, bo):
    proposal = propose_value(ed, 47)
    version = City.objects.get().version
    path = admin_url(City, "part_move", city.pk, "key_facts", "trees")
    assert anna.post(path, {"version": version, "direction": "up"}).status_code == 302
    (moved,) = Proposal.objects.waiting().exclude(pk=proposal.pk)
    assert decide(bo, moved, "_accept").status_code == 302
    assert decide(bo, proposal, "_accept").status_code == 302
    assert list(city.key_facts.order_by("position").values_list("key", flat=True)) == [
        "area",
        "trees",
        "water",
    ]
    assert value_of() == 47
