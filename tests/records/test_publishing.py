"""Published data is written in one way: validated, logged and complete, or not at all."""

import re
from contextlib import nullcontext

import pytest
from django.db import transaction

from cities.models import City, CityFigure, CityName
from records import publishing
from records.choices import Action, Status
from records.models import Publication, SlugAlias, Source, SourceUse
from records.models.base import LifecycleError
from tests.factories import (
    clear_sources,
    make_city,
    make_city_figure,
    make_park,
    make_region,
    make_section,
    make_source,
    save,
    save_part,
    text,
    writing,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def refusal(block) -> list[str]:
    """The problem of what `block(changes)` does, as an editor reads it."""
    with pytest.raises(publishing.PublishingError) as refused, writing() as changes:
        block(changes)
    return [str(problem) for problem in refused.value.problems]


def log() -> list[tuple[int, str, str, str]]:
    rows = Publication.objects.order_by("number")
    return [(row.number, row.record_type, row.slug, row.action) for row in rows]


def latest(record) -> Publication:
    return Publication.objects.of(record)[0]


# -- what a record needs to be public ---------------------------------------------------------------


def test_a_record_without_sources_is_not_published():
    city = make_city("datong", publish=False)
    clear_sources(city)
    assert refusal(lambda changes: changes.publish(city)) == [
        "city “datong”, sources: Name at least one source."
    ]
    city.refresh_from_db()
    assert city.status == Status.DRAFT


def test_a_figure_without_sources_keeps_its_record_from_being_published():
    city = make_city("datong", publish=False)
    clear_sources(make_city_figure(city, "area"))
    assert refusal(lambda changes: changes.publish(city)) == [
        "city “datong”, key_facts.area.sources: Name at least one source."
    ]


def test_a_section_without_sources_is_not_added_to_a_public_city():
    city = make_city("datong")
    section = make_section(city, "a-park")
    assert refusal(lambda changes: changes.set_related(section, "sources", [])) == [
        "city “datong”, profile.a-park.sources: Name at least one source."
    ]
    assert section.sources.count() == 1


@pytest.mark.parametrize(
    ("values", "relation"),
    [
        ({"lat": 40.1, "lon": 113.3}, "coordinates_sources"),
        ({"main_industries": [{"en": "Coal", "zh_hans": "煤炭"}]}, "main_industries_sources"),
        (text("summary", "A coal city."), "summary_sources"),
    ],
)
def test_a_field_with_sources_of_its_own_needs_them(values, relation):
    city = make_city("datong", publish=False, **values)
    (problem,) = refusal(lambda changes: changes.publish(city))
    assert problem.startswith(f"city “datong”, {relation}: Name the source of")


@pytest.mark.parametrize("name", ["", "  ", "\u200b", "\u202e\u2060\ufeff \u3000"])
def test_a_required_text_must_be_there(name):
    city = make_city("datong", publish=False, name_en=name, name_zh_hans="")
    assert refusal(lambda changes: changes.publish(city)) == [
        "city “datong”, name_en: The English text is missing."
    ]


@pytest.mark.parametrize("field", ["title", "publisher"])
@pytest.mark.parametrize("value", ["", "\u200b", "\u202e\u2060\ufeff \u3000"])
def test_a_required_text_of_a_source_can_be_seen(field, value):
    source = make_source()
    setattr(source, field, value)
    missing = "Fill this in: a draft may lack it, a public record may not."
    asked = "Write a text that can be seen." if value else missing
    assert refusal(lambda changes: changes.save(source)) == [f"source “a-source”, {field}: {asked}"]


def test_another_name_can_be_seen():
    city = make_city("datong")
    name = CityName(city=city, key="old", text="\u200b", language="en", kind="former")
    assert refusal(lambda changes: changes.save(name)) == [
        "city “datong”, other_names.old.text: Write a text that can be seen.",
        "city “datong”, other_names.old.sources: Name at least one source.",
    ]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name_en", "Da\x0btong"),
        ("main_industries", [{"en": "Coal\x08", "zh_hans": "煤炭"}]),
        ("zh_hant", {"name": "大\ufffe同"}),
    ],
)
def test_a_control_character_is_refused(field, value):
    city = make_city("datong")
    setattr(city, field, value)
    problem, *_others = refusal(lambda changes: changes.save(city))
    told = r"Remove the control character U\+(000B|0008|FFFE), which nobody sees\."
    assert re.fullmatch(f"city “datong”, {field}: {told}", problem)


def test_lines_of_a_text_are_no_control_characters():
    city = make_city("datong", **text("summary", "A coal\tcity.\r\nIn Shanxi."), publish=False)
    assert refusal(lambda changes: changes.publish(city)) == [
        "city “datong”, summary_sources: Name the source of “Summary”."
    ]


def test_everything_that_stands_in_the_way_is_said_at_once():
    city = make_city("datong", publish=False, name_en="", name_zh_hans="", lat=40.1, lon=113.3)
    clear_sources(city)
    assert len(refusal(lambda changes: changes.publish(city))) == 3


def test_a_record_that_points_to_a_draft_is_not_published_and_the_draft_is_named():
    shenzhen = make_city("shenzhen", publish=False)
    guangming = make_city("guangming", publish=False, parent=shenzhen)
    assert refusal(lambda changes: changes.publish(guangming)) == [
        "city “guangming”, parent: It points to “shenzhen”, which is not published."
    ]


def test_a_part_that_points_to_a_draft_is_named_by_its_own_place_and_once():
    city = make_city("datong", publish=False)
    draft = save(
        Source(slug="a-draft", title="A", publisher="B", language="en", kind="page"), [], publish=False
    )
    for key in ("area", "population"):
        save_part(
            CityFigure(city=city, key=key, value=1, unit="km2", source_type="official", **text("label", key)),
            [draft],
        )
    assert refusal(lambda changes: changes.publish(city)) == [
        f"city “datong”, key_facts.{key}.sources: It points to “a-draft”, which is not published."
        for key in ("area", "population")
    ]


def test_a_record_that_points_to_another_in_several_places_is_named_once():
    city, source = make_city("datong"), make_source("a-notice")
    with writing() as changes:
        changes.set_related(city, "sources", [source])
        changes.set_related(city, "summary_sources", [source])
        changes.touch(city)
    for key in ("area", "population"):
        with writing() as changes:
            changes.set_related(make_city_figure(city, key), "sources", [source])
    assert refusal(lambda changes: changes.withdraw(source)) == [
        "source “a-notice”: The published city “datong” points to it."
    ]


def test_a_text_in_chinese_alone_is_a_draft_and_not_yet_public():
    city = make_city("datong", publish=False, name_en="", name_zh_hans="大同市")
    city.full_clean()
    assert str(city) == "大同市"
    assert refusal(lambda changes: changes.publish(city)) == [
        "city “datong”, name_en: The English text is missing."
    ]


def test_a_field_is_named_as_the_form_names_it():
    city = make_city("datong", publish=False, lat=40.1, lon=113.3)
    (problem,) = refusal(lambda changes: changes.publish(city))
    assert problem.endswith("coordinates_sources: Name the source of “Latitude”.")


def test_a_record_and_what_it_points_to_can_be_published_together():
    shenzhen = make_city("shenzhen", publish=False)
    guangming = make_city("guangming", publish=False, parent=shenzhen)
    with writing() as changes:
        changes.publish(guangming, shenzhen)
    assert City.objects.published().count() == 2


# -- leaving the public side ------------------------------------------------------------------------


def test_a_record_that_public_ones_point_to_is_not_withdrawn_and_they_are_named():
    park = make_park("a-park")
    assert refusal(lambda changes: changes.withdraw(park.city)) == [
        f"city “{park.city.slug}”: The published industrial park “a-park” points to it."
    ]
    park.city.refresh_from_db()
    assert park.city.is_published


def test_a_source_that_a_figure_rests_on_is_not_withdrawn():
    notice = make_source("notice")
    figure = make_city_figure(make_city("datong"), "area")
    with writing() as changes:
        changes.set_related(figure, "sources", [notice])
        changes.touch(figure.city)
    assert refusal(lambda changes: changes.withdraw(notice)) == [
        "source “notice”: The published city “datong” points to it."
    ]


def test_a_source_that_public_records_rest_on_is_not_deleted():
    city = make_city("datong")
    source = city.sources.get()
    problems = refusal(lambda changes: changes.delete(source))
    assert "source “a-source”: The published city “datong” points to it." in problems
    assert city.sources.get().slug == "a-source"


def test_a_record_and_what_points_to_it_can_be_deleted_together():
    park = make_park("a-park")
    with writing() as changes:
        changes.delete(park)
        changes.delete(park.city)
    assert [row[2:] for row in log()[-2:]] == [
        ("a-park", Action.DELETED),
        (park.city.slug, Action.DELETED),
    ]


def test_a_withdrawn_page_answers_410(client):
    city = make_city("datong")
    with writing() as changes:
        changes.withdraw(city)
    assert client.get("/en/cities/datong/").status_code == 410
    assert latest(city).action == Action.WITHDRAWN
    assert latest(city).data is None


def test_a_record_that_is_published_again_was_public_since_the_first_time():
    city = make_city("datong")
    first = city.published_at
    with writing() as changes:
        changes.withdraw(city)
    with writing() as changes:
        changes.publish(city)
    city.refresh_from_db()
    assert city.is_published
    assert city.published_at == first


def test_deleting_leaves_a_tombstone(client):
    city = make_city("datong", **text("name", "Datong", "大同市"))
    with writing() as changes:
        changes.delete(city)
    tombstone = Publication.objects.latest_versions().get(record_type="city", slug="datong")
    assert (tombstone.action, tombstone.data, tombstone.title_zh_hans) == (Action.DELETED, None, "大同市")
    assert client.get("/en/cities/datong/").status_code == 410


def test_a_page_that_never_was_public_answers_404(client):
    make_city("datong", publish=False)
    assert client.get("/en/cities/datong/").status_code == 404


# -- renaming ---------------------------------------------------------------------------------------


def rename(record, slug):
    with writing() as changes:
        changes.rename(record, slug)


def test_the_old_address_leads_to_the_new_one_for_ever(client):
    city = make_city("hohot")
    rename(city, "huhehot")
    rename(city, "hohhot")
    for former in ("hohot", "huhehot"):
        response = client.get(f"/zh-hans/cities/{former}/")
        assert (response.status_code, response["Location"]) == (301, "/zh-hans/cities/hohhot/")


def test_the_log_shows_a_rename_as_an_end_and_a_beginning():
    city = make_city("hohot")
    rename(city, "hohhot")
    assert {row[2:] for row in log()[-2:]} == {("hohot", Action.WITHDRAWN), ("hohhot", Action.RENAMED)}
    end, beginning = Publication.objects.get(slug="hohot", data__isnull=True), latest(city)
    assert (end.renamed_to, beginning.former_slug) == ("hohhot", "hohot")


def test_one_version_of_a_record_is_current_as_long_as_it_is_public():
    city = make_city("hohot")
    rename(city, "hohhot")
    assert Publication.objects.current().filter(record_type="city").get() == latest(city)
    with writing() as changes:
        changes.withdraw(city)
    assert not Publication.objects.current().filter(record_type="city").exists()


def test_what_points_to_a_renamed_record_gets_a_new_version():
    park = make_park("a-park")
    rename(park.city, "hohhot")
    assert latest(park).data["city"] == "hohhot"
    assert latest(park).version == 2


def test_a_record_may_take_its_former_address_back_and_be_renamed_again(client):
    city = make_city("a")
    for slug in ("b", "a", "c"):
        rename(city, slug)
    assert client.get("/en/cities/a/")["Location"] == "/en/cities/c/"
    assert client.get("/en/cities/b/")["Location"] == "/en/cities/c/"


def test_a_former_address_is_not_given_to_another_record():
    rename(make_city("hohot"), "hohhot")
    other = make_city("hohot", publish=False)
    assert refusal(lambda changes: changes.publish(other)) == [
        "city “hohot”, slug: This address leads to “hohhot”. Choose another."
    ]


def test_a_record_may_be_withdrawn_and_renamed_in_one_go(client):
    city = make_city("hohot")
    with writing() as changes:
        changes.withdraw(city)
        changes.rename(city, "hohhot")
    assert log()[-1][2:] == ("hohot", Action.WITHDRAWN)
    assert client.get("/en/cities/hohot/").status_code == 410


def test_a_draft_is_renamed_without_a_trace():
    city = make_city("hohot", publish=False)
    before = log()
    rename(city, "hohhot")
    assert log() == before


# -- only inside writing() --------------------------------------------------------------------------


def test_a_public_record_is_not_saved_outside_of_a_block():
    city = make_city("datong")
    city.name_en = "Tatung"
    with pytest.raises(publishing.PublishingError, match="A record is written"):
        city.save()


@pytest.mark.parametrize("block", [nullcontext, writing])
def test_a_status_that_is_assigned_is_refused_and_the_method_is_named(block):
    city = make_city("datong")
    city.status = Status.DRAFT
    with pytest.raises(LifecycleError, match=r"status of city “datong”\. Call changes\.publish\(\)"), block():
        city.save()
    assert City.objects.get().is_published


@pytest.mark.parametrize(("name", "value"), [
    ("published_at", None), ("updated_at", None), ("version", 7), ("loaded_version", 7),
])  # fmt: skip
def test_a_lifecycle_field_that_is_assigned_is_refused_and_not_dropped(name, value):
    city = City.objects.get(pk=make_city("datong").pk)
    setattr(city, name, value)
    with pytest.raises(LifecycleError, match=f"sets {name} of city"), writing() as changes:
        changes.save(city)


def test_a_record_is_not_created_with_another_status_than_draft():
    city = City(slug="datong", region=make_region(), kind="district", country="CN", status=Status.ARCHIVED)
    with pytest.raises(LifecycleError), writing() as changes:
        changes.save(city)
    assert not City.objects.exists()


def test_a_stale_instance_is_saved_without_its_lifecycle_fields():
    city = make_city("datong", publish=False)
    stale = City.objects.get()
    with writing() as changes:
        changes.publish(city)
    with writing() as changes:
        stale.name_en = "Tatung"
        changes.save(stale)
    assert City.objects.published().get().name_en == "Tatung"


def test_an_instance_that_was_loaded_in_part_can_be_saved_but_for_its_status():
    make_city("datong")
    city = City.objects.only("slug", "name_en").get()
    with writing() as changes:
        city.name_en = "Tatung"
        changes.save(city)
    assert City.objects.published().get().name_en == "Tatung"
    city = City.objects.only("slug", "name_en").get()
    city.status = Status.DRAFT
    with pytest.raises(LifecycleError), writing() as changes:
        changes.save(city)


def test_a_part_of_a_public_record_is_not_written_outside_of_a_block():
    figure = make_city_figure(make_city("datong"))
    with pytest.raises(publishing.PublishingError):
        figure.save()
    with pytest.raises(publishing.PublishingError):
        figure.delete()


def test_the_sources_of_a_public_record_are_not_changed_outside_of_a_block():
    city = make_city("datong")
    another = make_source("another")
    with pytest.raises(publishing.PublishingError), transaction.atomic():
        city.source_links.create(field="sources", source=another, position=1)
    with pytest.raises(publishing.PublishingError), transaction.atomic():
        City.sources.replace_links(city, [city.sources.get().pk, another.pk])
    assert city.sources.get().slug == "a-source"


@pytest.mark.parametrize("write", [
    lambda city: city.save(),
    lambda city: city.delete(),
    lambda city: city.source_links.clear(),
    lambda city: city.source_links.get().delete(),
    lambda city: city.source_links.get().save(),
    lambda city: city.key_facts.get().save(),
    lambda city: city.key_facts.get().delete(),
    lambda city: City.objects.create(slug="a", region=city.region, kind="district", country="CN"),
])  # fmt: skip
def test_a_block_refuses_to_write_a_record_that_it_was_not_told(write):
    city = make_city("datong", publish=False)
    make_city_figure(city)
    with pytest.raises(publishing.PublishingError, match=r"Write it by changes\.save"), writing():
        write(city)


def test_a_part_is_not_taken_from_a_record_that_the_block_was_not_told():
    figure, other = make_city_figure(make_city("datong")), make_city("linfen")

    def move(changes):
        changes.touch(other)
        figure.city = other
        figure.save()

    (problem,) = refusal(move)
    assert problem.startswith("city “datong”: Write it by changes.save()")


def test_what_is_written_after_the_changes_were_logged_has_to_be_named_again():
    city = make_city("datong")

    def write(changes):
        changes.save(city)
        changes.finalize()
        city.name_en = "Tatung"
        city.save()

    (problem,) = refusal(write)
    assert problem.startswith("city “datong”: Write it by changes.save()")


def test_a_record_that_is_touched_may_be_written_as_django_does():
    city = make_city("datong")
    with writing() as changes:
        changes.touch(city)
        city.name_en = "Tatung"
        city.save()
        city.source_links.create(field="sources", source=make_source("another"), position=1)
    assert latest(city).data["name_en"] == "Tatung"
    assert latest(city).data["sources"] == ["a-source", "another"]


def test_a_draft_is_not_written_outside_of_a_block_either():
    city = make_city("datong", publish=False)
    with pytest.raises(publishing.PublishingError, match="A record is written"):
        city.save()
    with pytest.raises(publishing.PublishingError, match="A record is written"):
        city.source_links.all().delete()


# -- versions and numbers ---------------------------------------------------------------------------


def test_saving_a_part_makes_a_new_version_of_its_record():
    city = make_city("datong")
    make_city_figure(city, "area", value="14112.5")
    assert latest(city).action == Action.CHANGED
    assert latest(city).data["key_facts"][0]["value"] == 14112.5


def test_changing_only_the_sources_makes_a_new_version():
    city = make_city("datong")
    with writing() as changes:
        changes.set_related(city, "sources", [*city.sources.all(), make_source("another")])
    assert latest(city).data["sources"] == ["a-source", "another"]


def test_saving_without_a_change_makes_no_new_version():
    city = make_city("datong")
    before = log()
    with writing() as changes:
        changes.save(city)
        changes.publish(city)
    assert log() == before
    assert City.objects.get().version == 1


def test_numbers_are_consecutive_and_the_highest_is_the_content_version():
    make_park()
    make_city_figure(make_city())
    numbers = [row[0] for row in log()]
    assert numbers == list(range(1, len(numbers) + 1))
    assert publishing.get_content_version() == numbers[-1]


def test_the_version_of_an_address_never_goes_back():
    city = make_city("datong")
    make_city_figure(city)
    with writing() as changes:
        changes.delete(city)
    make_city("datong")
    versions = [row.version for row in Publication.objects.filter(record_type="city").order_by("number")]
    assert versions == [1, 2, 3, 4]


def test_listeners_hear_of_every_new_row_of_the_log():
    heard = []

    def listen(publications, **_kwargs):
        heard.extend(row.slug for row in publications)

    publishing.content_changed.connect(listen)
    try:
        make_city("datong")
    finally:
        publishing.content_changed.disconnect(listen)
    assert heard == [row[2] for row in log()]


def test_an_exception_in_the_block_leaves_nothing():
    city = make_city("datong")
    before = (log(), publishing.get_content_version(), SourceUse.objects.count())

    def fail(changes):
        city.name_en = "Tatung"
        changes.save(city)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), writing() as changes:
        fail(changes)
    assert City.objects.get().name_en == "Datong"
    assert (log(), publishing.get_content_version(), SourceUse.objects.count()) == before


def test_a_block_inside_a_block_is_settled_with_the_outer_one():
    with writing():
        city = make_city("datong")
        assert not Publication.objects.of(city).exists()
    assert latest(city).version == 1


# -- uses of sources --------------------------------------------------------------------------------


def uses(record) -> set[tuple[str, str, str]]:
    rows = SourceUse.objects.filter(record_type=record.type_code, slug=record.slug)
    return set(rows.values_list("source__slug", "part", "field"))


def test_each_source_of_a_record_a_field_and_a_part_is_a_use():
    place, notice = make_source("place"), make_source("notice")
    city = City(
        slug="datong", **text("name", "Datong"), kind="prefecture_level", country="CN", region=make_region(),
        lat=40.1, lon=113.3,
    )  # fmt: skip
    save(city, [notice], coordinates_sources=[place])
    make_city_figure(city, "area")
    assert uses(city) == {("notice", "", ""), ("place", "", "lat"), ("a-source", "area", "")}


def test_the_uses_of_a_withdrawn_record_are_gone():
    city = make_city("datong")
    with writing() as changes:
        changes.withdraw(city)
    assert uses(city) == set()


def test_uses_follow_a_record_to_its_new_address():
    city = make_city("hohot")
    rename(city, "hohhot")
    assert set(SourceUse.objects.filter(record_type="city").values_list("slug", "path")) == {
        ("hohhot", "/cities/hohhot/")
    }


def test_a_source_needs_no_source_itself():
    assert save(Source(slug="x", title="X", publisher="Y", language="en", kind="page", url="https://x.org"))


# -- a copy in memory that is out of date --------------------------------------------------------------


def get_live_slugs() -> set[str]:
    rows = Publication.objects.versions().filter(record_type="city").order_by("number")
    newest = {row.slug: row for row in rows}
    return {slug for slug, row in newest.items() if row.data is not None}


def test_a_record_that_another_editor_has_renamed_is_renamed_from_its_present_address():
    city = make_city("first")
    outdated = City.objects.get(pk=city.pk)
    with writing() as changes:
        changes.rename(city, "second")
    with writing() as changes:
        changes.rename(outdated, "third")
    assert get_live_slugs() == {"third"}
    aliases = SlugAlias.objects.filter(record_type="city").values_list("slug", "target")
    assert set(aliases) == {("first", "third"), ("second", "third")}


def test_a_record_that_another_editor_has_renamed_is_deleted_at_its_present_address():
    city = make_city("first")
    outdated = City.objects.get(pk=city.pk)
    with writing() as changes:
        changes.rename(city, "second")
    with writing() as changes:
        changes.delete(outdated)
    assert get_live_slugs() == set()
    assert not SlugAlias.objects.exists()


def test_a_record_that_another_editor_has_deleted_is_not_renamed():
    city = make_city("first")
    outdated = City.objects.get(pk=city.pk)
    with writing() as changes:
        changes.delete(city)
    with pytest.raises(publishing.PublishingError, match="deleted in the meantime"), writing() as changes:
        changes.rename(outdated, "second")
