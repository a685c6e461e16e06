"""What is decided is what the page has shown, and names those who wrote, changed and accepted it."""

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from cities.models import City, CityFigure, IndicatorValue
from records import publishing
from records.choices import ProposalState
from records.models import Proposal, Source
from tests.admin_client import admin_url, decide
from tests.factories import (
    make_city,
    make_city_figure,
    make_indicator,
    make_indicator_value,
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


def test_the_review_of_a_first_publication_shows_all_of_the_draft(ed, anna):
    source = make_draft_source()
    draft = make_city(
        "linfen", publish=False, **text("name", "Linfen", "临汾市"), lists={"sources": [source]}
    )
    make_city_figure(draft, "area", **text("label", "Area", "面积"), value=47)
    with publishing.proposal_transaction(ed) as changes:
        changes.publish(source, City.objects.get(pk=draft.pk))
    page = read(anna, review(changes.proposal))
    for shown in ("Linfen", "临汾市", "Area", "47 km²", "The draft of a yearbook"):
        assert shown in page
    assert "On the page now" not in page


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


def test_a_value_of_an_indicator_is_named_by_indicator_city_and_year(city, ed, anna):
    source = make_source("yearbook", title="The yearbook")
    indicator = make_indicator("people", **text("name", "Residents", "人口"), unit="people")
    value = make_indicator_value(indicator, city, 2023, value=17_790_000, sources=[source])
    with publishing.proposal_transaction(ed) as changes:
        value = IndicatorValue.objects.get(pk=value.pk)
        value.value = 18_145_800
        changes.save(value)
    assert changes.proposal
    name = str(value.title)
    page = read(anna, review(changes.proposal))
    assert page.count(name) >= 3  # title, path, heading, and that of the row
    assert "The yearbook" in page
    for path in (
        admin_url(Proposal, "changelist"),
        "/admin/",
        admin_url(IndicatorValue, "history", value.pk),
    ):
        listed = read(anna, path)
        assert name in listed, path
        assert value.slug not in listed, path


def test_a_new_value_with_a_new_source_is_named_by_the_value(city, ed, anna):
    indicator = make_indicator("people", **text("name", "Residents", "人口"), unit="people")
    with publishing.proposal_transaction(ed) as changes:
        source = build_source()
        changes.save(source)
        value = IndicatorValue(
            slug="residents-harbour-2023",
            indicator=indicator,
            city=city,
            year=2023,
            value=5,
            source_type="official",
        )
        changes.save(value)
        changes.set_related(value, "sources", [source])
        changes.publish(source, value)
    for path in ("/admin/", review(changes.proposal)):
        assert "Residents, Harbour 2023" in read(anna, path)
    assert "Indicator value · 2 records" in read(anna, "/admin/")


def test_a_decided_batch_does_not_say_that_former_values_are_on_the_page(ed, anna):
    proposal = propose_names(ed, 13)
    assert "On the page now" in read(anna, review(proposal))
    decide(anna, proposal, "_accept")
    assert Proposal.objects.get().state == ProposalState.ACCEPTED
    assert "On the page now" not in read(anna, review(proposal))


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
