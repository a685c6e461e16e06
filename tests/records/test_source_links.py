"""One table has the sources of all records and parts. It has no foreign key to them."""

import pytest
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, connection
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext

from cities.models import City, CityFigure
from records import redaction
from records.fields import SourcesField
from records.models import Part, Publication, Revision, SourceLink, get_record_types
from records.models.base import get_part_models
from records.publishing import PublishingError
from records.publishing.restoration import restore_revision
from tests.admin_client import admin_url, form_data, submit_form
from tests.factories import make_city_figure, make_region, make_section, make_source, save, writing
from tests.stats.random_editor import Editor

pytestmark = pytest.mark.django_db


def find_orphans() -> list[SourceLink]:
    """Links whose owner doesn't exist, or has no such field."""
    fields = {
        (ContentType.objects.get_for_model(model).pk, field.name)
        for record_type in get_record_types().values()
        for model in (record_type, *get_part_models(record_type))
        for field in model._meta.many_to_many
        if isinstance(field, SourcesField)
    }
    return [
        link
        for link in SourceLink.objects.prefetch_related("owner")
        if link.owner is None or (link.content_type_id, link.field) not in fields
    ]


@pytest.fixture
def city() -> City:
    sources = [make_source(slug) for slug in ("c", "a", "b")]
    city = save(
        City(slug="datong", name_en="Datong", kind="prefecture_level", country="CN", region=make_region()),
        sources,
        summary_sources=sources[:1],
    )
    make_city_figure(city)
    make_section(city)
    return city


def test_every_record_and_part_has_sources_and_no_table_of_them():
    for model in get_record_types().values():
        for row in (model, *(part for part in get_part_models(model) if issubclass(part, Part))):
            assert isinstance(row._meta.get_field("sources"), SourcesField), row
            assert all(field.related_model.__name__ != "Source" for field in row._meta.local_many_to_many)


def test_sources_are_in_order(city):
    sources = [source.slug for source in city.sources.all()]
    assert sources == ["c", "a", "b"]
    with writing() as changes:
        changes.set_related(city, "sources", [make_source(slug) for slug in ("b", "d", "c")])
    city.refresh_from_db()
    assert list(city.sources.values_list("slug", flat=True)) == ["b", "d", "c"]
    assert Publication.objects.latest_versions().get(slug="datong").data["sources"] == ["b", "d", "c"]
    assert [source.slug for source in city.summary_sources.all()] == ["c"]


def test_a_form_keeps_the_order_and_adds_to_its_end(city, admin_client):
    path = admin_url(City, "change", city.pk)
    chosen = sorted(source.pk for source in [*city.sources.all(), make_source("d")])
    submit_form(admin_client, path, {"sources": chosen})
    assert list(city.sources.values_list("slug", flat=True)) == ["c", "a", "b", "d"]
    assert sorted(map(int, form_data(admin_client.get(path))["sources"])) == chosen


def test_a_form_without_a_change_writes_no_links(city, admin_client):
    before = list(SourceLink.objects.order_by("pk").values())
    submit_form(admin_client, admin_url(City, "change", city.pk), {"name_en": "Tatung"})
    assert City.objects.get().name_en == "Tatung"
    assert list(SourceLink.objects.order_by("pk").values()) == before


def test_who_may_only_view_a_record_sees_its_sources(city, client):
    viewer = User.objects.create(username="viewer", is_staff=True)
    viewer.user_permissions.add(*viewer.user_permissions.model.objects.filter(codename="view_city"))
    client.force_login(viewer)
    html = client.get(admin_url(City, "change", city.pk)).content.decode()
    assert ", ".join(map(str, city.sources.all())) in html
    assert "Sources of the summary" in html


def test_links_are_deleted_with_their_owner(city):
    figure = city.key_facts.get()
    with writing() as changes:
        changes.delete(figure)
    assert not SourceLink.objects.filter(content_type=ContentType.objects.get_for_model(figure)).exists()
    with writing() as changes:
        changes.delete(city)
    assert {type(link.owner).__name__ for link in SourceLink.objects.all()} == {"Region", "Theme"}
    assert find_orphans() == []


def test_a_source_in_use_is_not_deleted(city):
    source = make_source("c")
    with (
        pytest.raises(PublishingError, match="The published city “datong” points to it"),
        writing() as changes,
    ):
        changes.delete(source)
    with writing() as changes:
        changes.touch(source)
        with pytest.raises(ProtectedError):
            source.delete()
        with pytest.raises(ProtectedError):
            type(source).objects.filter(pk=source.pk).delete()
    assert city.sources.count() == 3


def test_a_source_that_is_cited_no_more_is_deleted(city):
    with writing() as changes:
        changes.set_related(city, "sources", [make_source("c"), make_source("a")])
        changes.delete(make_source("b"))
    assert list(city.sources.values_list("slug", flat=True)) == ["c", "a"]


def test_a_part_that_was_deleted_meanwhile_gets_no_sources(city):
    figure = CityFigure.objects.get()
    with writing() as changes:
        changes.delete(CityFigure.objects.get())
    with pytest.raises(PublishingError, match="deleted in the meantime"), writing() as changes:
        changes.set_related(figure, "sources", [make_source("b")])
    with writing() as changes:
        changes.touch(city)
        with pytest.raises(IntegrityError):
            SourceLink(owner=figure, field="sources", source=make_source("b"), position=0).save()
    assert find_orphans() == []


def test_what_is_assigned_is_refused(city):
    with pytest.raises(TypeError, match="set_related"):
        city.sources = []


def test_links_are_read_with_one_query_for_a_record_and_its_parts(city):
    with CaptureQueriesContext(connection) as queries, writing() as changes:
        city.name_en = "Tatung"
        changes.save(city)
    assert sum("records_sourcelink" in query["sql"] for query in queries) == 1


def test_no_link_is_left_without_its_owner(city, admin_user):
    editor = Editor(1)
    editor.furnish()
    for _number in range(60):
        editor.act()
    assert SourceLink.objects.count() > 20
    earlier = Revision.objects.filter(slug="datong").order_by("pk").first()
    with writing() as changes:
        restore_revision(changes, earlier)
    assert (city.key_facts.count(), city.profile.count()) == (0, 0)
    with writing() as changes:
        changes.withdraw(city)
    numbers = list(
        Publication.objects.filter(slug="datong", data__isnull=False).values_list("number", flat=True)
    )
    redaction.redact("city", "datong", numbers, by=admin_user, reason="A test")
    assert not City.objects.filter(slug="datong").exists()
    assert find_orphans() == []
