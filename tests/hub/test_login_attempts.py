"""Failed logins in the admin."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessAttemptExpiration
from django.conf import settings
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from rest_framework.settings import api_settings

from tests.admin_client import admin_url

PASSWORD = "violet-harbour-crane-42"


def log_in(name, password="wrong", address="192.0.2.1", forwarded=""):
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    data = {"username": name, "password": password}
    return Client(REMOTE_ADDR=address, headers=headers).post(reverse("admin:login"), data)


@pytest.fixture
def anna(settings) -> User:
    settings.LOGIN_FAILURES_PER_ADDRESS = 4
    return User.objects.create_user("anna", password=PASSWORD, is_staff=True)


@pytest.mark.django_db
def test_whoever_may_only_see_failed_logins_deletes_none(client):
    viewer = User.objects.create_user("viewer", password="x", is_staff=True)
    viewer.user_permissions.set(Permission.objects.filter(codename="view_accessattempt"))
    client.force_login(viewer)
    attempt = AccessAttempt.objects.create(username="anna", ip_address="192.0.2.1", failures_since_start=1)
    past = timezone.now() - timedelta(days=1)
    AccessAttemptExpiration.objects.create(access_attempt=attempt, expires_at=past)
    chosen = {"action": "cleanup_expired_attempts", "_selected_action": [attempt.pk]}
    client.post(admin_url(AccessAttempt, "changelist"), chosen)
    assert AccessAttempt.objects.exists()


def test_fifty_wrong_passwords_from_an_address_are_many():
    assert settings.LOGIN_FAILURES_PER_ADDRESS == 50


@pytest.mark.django_db
def test_an_address_that_tries_name_after_name_is_locked(anna):
    assert [log_in(f"name-{number}").status_code for number in range(4)] == [200] * 4
    answer = log_in("anna", PASSWORD)
    assert (answer.status_code, answer["Retry-After"]) == (429, "900")
    assert "Too many wrong passwords or codes from your address, of all accounts" in answer.content.decode()
    assert log_in("anna", PASSWORD, address="192.0.2.2").status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("proxies", "address", "forwarded"),
    [
        (0, "192.0.2.1", "198.51.100.{}"),
        (1, "127.0.0.1", "198.51.100.{}, 192.0.2.1"),
        (0, "2001:db8:1:2::{}", ""),
        (1, "127.0.0.1", "2001:db8:1:2::{}"),
    ],
)
def test_an_address_that_a_client_can_choose_does_not_help(anna, monkeypatch, proxies, address, forwarded):
    monkeypatch.setattr(api_settings, "NUM_PROXIES", proxies)
    for number in range(4):
        log_in(f"name-{number}", address=address.format(number), forwarded=forwarded.format(number))
    last = log_in("anna", PASSWORD, address=address.format(9), forwarded=forwarded.format(9))
    assert last.status_code == 429


@pytest.mark.django_db
def test_who_logs_in_does_not_free_the_names_tried_before(anna):
    for number in range(3):
        log_in(f"name-{number}")
    assert log_in("anna", PASSWORD).status_code == 302
    log_in("name-3")
    assert log_in("anna", PASSWORD).status_code == 429


@pytest.mark.django_db
def test_the_lock_of_an_address_ends_by_itself(anna, settings):
    for number in range(4):
        log_in(f"name-{number}")
    past = timezone.now() - settings.AXES_COOLOFF_TIME
    AccessAttempt.objects.update(attempt_time=past)
    assert log_in("anna", PASSWORD).status_code == 302
