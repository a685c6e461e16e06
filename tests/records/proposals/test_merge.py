"""A proposal over a newer version is merged by field and by part; what was changed in two ways is asked."""

import pytest

from cities.models import City, CityFigure
from records import publishing
from records.choices import RevisionKind
from records.models import Proposal, Revision, Source
from records.permissions import SystemWriter
from tests.factories import make_city, make_city_figure, make_event, make_source, text, writing
from tests.records.test_publication_log import MODELS, check_the_log

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]

AUTHOR, PUBLISHER = SystemWriter("an author"), SystemWriter("a publisher")


@pytest.fixture
def city(db) -> City:
    city = make_city("datong", name_en="Datong")
    for key in ("area", "water", "waste"):
        make_city_figure(city, key, label_en=key.title(), value=10)
    return City.objects.get(pk=city.pk)


def propose(change, author=AUTHOR) -> Proposal:
    with publishing.proposal_transaction(author) as changes:
        change(changes)
    return changes.proposal


def set_values(obj, **values):
    def change(changes):
        fresh = type(obj).objects.get(pk=obj.pk)
        for name, value in values.items():
            setattr(fresh, name, value)
        changes.save(fresh)

    return change


def write(change) -> None:
    with writing() as changes:
        change(changes)


def accept(proposal: Proposal, **more) -> None:
    publishing.accept_proposal(PUBLISHER, proposal, kind=RevisionKind.UPDATE, **more)
    check_the_log(MODELS)


def read_conflicts(proposal: Proposal) -> list[publishing.ProposalConflict]:
    with pytest.raises(publishing.ProposalConflict) as caught:
        accept(proposal)
    return caught.value.conflicts


def list_figures(city: City) -> list[tuple[str, int]]:
    return [(figure.key, int(figure.value)) for figure in city.key_facts.order_by("position", "pk")]


def test_two_proposals_of_different_fields_are_both_kept(city):
    first, second = propose(set_values(city, name_en="One")), propose(set_values(city, name_zh_hans="二"))
    accept(first)
    accept(second)
    city.refresh_from_db()
    assert (city.name_en, city.name_zh_hans) == ("One", "二")


def test_the_same_change_twice_is_no_conflict(city):
    first = propose(set_values(city, name_en="One"))
    second = propose(set_values(city, name_en="One"), SystemWriter("another"))
    accept(first)
    accept(second)
    assert Revision.objects.of(city).filter(proposal=second).count() == 0


def test_handwritten_traditional_texts_come_and_go_one_by_one(city):
    first = propose(set_values(city, zh_hant={"name": "大同"}))
    accept(first)
    assert City.objects.get(pk=city.pk).zh_hant == {"name": "大同"}
    second = propose(set_values(city, zh_hant={}))
    write(set_values(city, name_en="One"))
    accept(second)
    city.refresh_from_db()
    assert (city.name_en, city.zh_hant) == ("One", {})


@pytest.mark.parametrize(("side", "name"), [("present", "Two"), ("proposed", "One")])
def test_a_field_changed_in_two_ways_is_asked_with_its_three_values(city, side, name):
    proposal = propose(set_values(city, name_en="One"))
    write(set_values(city, name_en="Two"))
    (conflict,) = read_conflicts(proposal)
    assert (conflict.base, conflict.present, conflict.proposed) == ("Datong", "Two", "One")
    assert (conflict.place, conflict.label) == ("name_en", "Name (English)")
    proposal.refresh_from_db()
    assert proposal.is_waiting
    accept(proposal, resolutions={conflict.key: side})
    assert City.objects.get(pk=city.pk).name_en == name


def test_parts_are_merged_by_their_keys(city):
    area, water, waste = city.key_facts.order_by("pk")

    def change(changes):
        set_values(area, value=11)(changes)
        changes.delete(waste)

    proposal = propose(change)
    write(set_values(water, value=12))
    make_city_figure(city, "people", label_en="People", value=13)
    accept(proposal)
    assert list_figures(city) == [("area", 11), ("water", 12), ("people", 13)]


def test_a_part_removed_on_one_side_and_changed_on_the_other_is_asked(city):
    area, water, _waste = city.key_facts.order_by("pk")

    def change(changes):
        set_values(area, value=11)(changes)
        changes.delete(CityFigure.objects.get(key="water"))

    proposal = propose(change)
    write(set_values(water, value=12))
    write(lambda changes: changes.delete(area))
    conflicts = {conflict.place: conflict for conflict in read_conflicts(proposal)}
    assert set(conflicts) == {"key_facts.area", "key_facts.water"}
    assert conflicts["key_facts.area"].present is None
    assert conflicts["key_facts.water"].proposed is None
    accept(proposal, resolutions={conflict.key: "proposed" for conflict in conflicts.values()})
    assert sorted(list_figures(city)) == [("area", 11), ("waste", 10)]


def test_a_field_of_a_part_changed_in_two_ways_is_named_with_its_part(city):
    area = city.key_facts.get(key="area")
    proposal = propose(set_values(area, value=11))
    write(set_values(area, value=12))
    (conflict,) = read_conflicts(proposal)
    assert (conflict.place, conflict.labels[-1]) == ("key_facts.area.value", "Value")


def test_sources_that_came_and_went_on_both_sides_are_all_kept(city):
    one, two = make_source("one"), make_source("two")
    (old,) = city.sources.all()
    proposal = propose(lambda changes: changes.set_related(city, "sources", [one]))
    write(lambda changes: changes.set_related(city, "sources", [old, two]))
    accept(proposal)
    assert [source.slug for source in City.objects.get(pk=city.pk).sources.all()] == ["two", "one"]


def test_the_proposed_order_of_parts_holds_with_one_that_came_since(city):
    def reverse(changes):
        for position, figure in enumerate(city.key_facts.order_by("-pk")):
            set_values(figure, position=position)(changes)

    proposal = propose(reverse)
    make_city_figure(city, "people", label_en="People", value=13, position=9)
    accept(proposal)
    assert [key for key, _value in list_figures(city)] == ["waste", "water", "area", "people"]


def test_a_source_renamed_since_is_no_difference(city):
    (source,) = city.sources.all()
    proposal = propose(set_values(city, name_en="One"))
    write(lambda changes: changes.rename(Source.objects.get(pk=source.pk), "another-name"))
    accept(proposal)
    assert [each.slug for each in City.objects.get(pk=city.pk).sources.all()] == ["another-name"]


def test_a_rename_is_proposed_and_others_keep_pointing_to_it(city):
    event = make_event("an-event")
    write(lambda changes: changes.set_related(event, "cities", [city]))
    proposal = propose(lambda changes: changes.rename(City.objects.get(pk=city.pk), "datong-city"))
    assert proposal.size == 1
    assert City.objects.filter(slug="datong").exists()
    publishing.accept_proposal(PUBLISHER, proposal, kind=RevisionKind.UPDATE)
    assert City.objects.get(pk=city.pk).slug == "datong-city"
    assert Revision.objects.of(event).first().data["cities"] == ["datong-city"]


def test_a_deletion_is_proposed_and_asked_about_if_the_record_changed(city):
    proposal = propose(lambda changes: changes.delete(City.objects.get(pk=city.pk)))
    assert proposal.revisions.get().data is None
    write(set_values(city, name_en="Two"))
    (conflict,) = read_conflicts(proposal)
    accept(proposal, resolutions={conflict.key: "proposed"})
    assert not City.objects.filter(pk=city.pk).exists()
    assert Revision.objects.deletions(City).get().proposal == proposal


def test_a_change_of_a_record_that_was_deleted_is_refused(city):
    proposal = propose(set_values(city, name_en="One"))
    write(lambda changes: changes.delete(City.objects.get(pk=city.pk)))
    with pytest.raises(publishing.PublishingError, match="deleted in the meantime"):
        accept(proposal)


def test_a_new_record_whose_address_was_taken_is_refused(db):
    def change(changes):
        source = Source(slug="new", title="A", publisher="B", language="en", kind="page", published="2020",
                        url="https://example.org/new")  # fmt: skip
        changes.save(source)
        changes.publish(source)

    proposal = propose(change)
    write(change)
    with pytest.raises(publishing.PublishingError, match="has the address"):
        accept(proposal)


def test_records_are_written_after_those_they_point_to(db):
    region = make_city("first").region

    def change(changes):
        city = City(
            slug="new-city", kind="prefecture_level", country="CN", region=region, **text("name", "New")
        )
        changes.save(city)
        source = Source(slug="z-new", title="A", publisher="B", language="en", kind="page", published="2020",
                        url="https://example.org/z")  # fmt: skip
        changes.save(source)
        changes.set_related(city, "sources", [source])
        changes.publish(city, source)

    proposal = propose(change)
    accept(proposal)
    assert [source.slug for source in City.objects.get(slug="new-city").sources.all()] == ["z-new"]
