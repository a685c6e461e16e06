"""Rows that loading the content doesn't make: other states of records, former slugs, redactions, accounts."""

from django.contrib.auth.models import Group, User

from api.models import ApiKey
from cities.models import City
from records import publishing, redaction
from records.models import Publication
from tests.unpublished import create_unpublished_copies


def add_other_states() -> None:
    create_unpublished_copies()
    editor = User.objects.create_user("editor", is_staff=True)
    editor.groups.set(Group.objects.all())
    key = ApiKey(partner="A partner")
    key.generate()
    key.save()
    city = City.objects.get(slug="datong")
    for name in ("Datong City", "Datong"):
        with publishing.publication_transaction(editor, reason="A test") as changes:
            city.name_en = name
            changes.save(city)
    with publishing.publication_transaction(editor) as changes:
        changes.rename(city, "datong-city")
    with publishing.publication_transaction(editor) as changes:
        changes.rename(city, "datong")
    versions = Publication.objects.versions().filter(record_type="city", slug="datong").order_by("number")
    boss = User.objects.create_superuser("administrator")
    redaction.redact("city", "datong", [versions[1].number], by=boss, reason="A test")
