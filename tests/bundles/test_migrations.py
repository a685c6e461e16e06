"""The table of releases was taken over from the app `api`."""

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Permission, User
from django.contrib.contenttypes.models import ContentType
from django.db import connection

pytestmark = pytest.mark.django_db

migration: Any = import_module("bundles.migrations.0001_initial")


@pytest.fixture
def before() -> None:
    """The content types as they were when the app `api` had releases."""
    migration.move_to_api(apps, connection.schema_editor())


def list_labels() -> list[str]:
    return list(ContentType.objects.filter(model="release").values_list("app_label", flat=True))


def move() -> None:
    migration.move_to_bundles(apps, connection.schema_editor())


def test_whoever_had_a_permission_keeps_it(before: None) -> None:
    assert list_labels() == ["api"]
    user = User.objects.create_user("keeper")
    user.user_permissions.add(Permission.objects.get(codename="view_release"))
    assert User.objects.get(pk=user.pk).has_perm("api.view_release")
    move()
    assert list_labels() == ["bundles"]
    assert User.objects.get(pk=user.pk).get_all_permissions() == {"bundles.view_release"}


def test_the_log_of_the_admin_stays(before: None) -> None:
    user = User.objects.create_user("keeper")
    type_ = ContentType.objects.get(app_label="api", model="release")
    entry = LogEntry.objects.create(user=user, content_type=type_, object_id="1", action_flag=CHANGE)
    move()
    ContentType.objects.clear_cache()
    assert LogEntry.objects.get(pk=entry.pk).content_type.app_label == "bundles"


def test_a_new_database_has_nothing_to_move() -> None:
    ContentType.objects.filter(model="release").delete()
    move()
    assert list_labels() == []
