"""Password guessing is slow and cannot lock out the staff."""

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from web.ip_addresses import get_client_address

pytestmark = pytest.mark.django_db

PASSWORD = "violet-harbour-crane-42"


@pytest.fixture(autouse=True)
def accounts() -> None:
    for name in ("anna", "bo"):
        User.objects.create_user(name, password=PASSWORD, is_staff=True)


def log_in(username: str, password: str = PASSWORD, address: str = "192.0.2.1"):
    data = {"username": username, "password": password}
    return Client(REMOTE_ADDR=address).post(reverse("admin:login"), data)


def guess(username: str, times: int = settings.AXES_FAILURE_LIMIT, address: str = "192.0.2.1"):
    for number in range(times):
        answer = log_in(username, f"guess {number}", address)
    return answer


def test_after_ten_wrong_passwords_even_the_right_one_is_refused_for_a_while():
    assert guess("anna").status_code == 429
    answer = log_in("anna")
    assert answer.status_code == 429
    assert answer["Retry-After"] == "900"
    assert "Try again in 15 minutes" in answer.content.decode()


def test_a_few_wrong_passwords_are_forgiven():
    guess("anna", settings.AXES_FAILURE_LIMIT - 1)
    assert log_in("anna").status_code == 302
    guess("anna", settings.AXES_FAILURE_LIMIT - 1)
    assert log_in("anna").status_code == 302


def test_who_is_locked_out_at_one_address_can_log_in_from_another():
    guess("anna")
    assert log_in("anna", address="192.0.2.2").status_code == 302


def test_others_at_the_same_address_are_not_locked_out():
    guess("anna")
    assert log_in("bo").status_code == 302


def test_the_lock_ends_by_itself(settings):
    guess("anna")
    from axes.models import AccessAttempt, AccessAttemptExpiration

    attempt = AccessAttempt.objects.get()
    past = attempt.attempt_time - settings.AXES_COOLOFF_TIME
    AccessAttempt.objects.update(attempt_time=past)
    AccessAttemptExpiration.objects.update(expires_at=attempt.attempt_time)
    assert log_in("anna").status_code == 302
    assert not AccessAttempt.objects.exists()


@pytest.mark.parametrize(
    ("remote", "forwarded", "proxies", "address"),
    [
        ("192.0.2.1", "203.0.113.9", 0, "192.0.2.1"),
        ("127.0.0.1", "198.51.100.1, 203.0.113.9", 1, "203.0.113.9"),
        ("127.0.0.1", "nonsense", 1, "127.0.0.1"),
        ("2001:db8:1:2:3:4:5:6", "", 0, "2001:db8:1:2::"),
        ("::ffff:192.0.2.1", "", 0, "192.0.2.1"),
        ("", "", 0, None),
    ],
)
def test_an_address_is_believed_from_our_own_proxies_alone(
    rf, monkeypatch, remote, forwarded, proxies, address
):
    from rest_framework.settings import api_settings

    monkeypatch.setattr(api_settings, "NUM_PROXIES", proxies)
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    assert get_client_address(rf.get("/", REMOTE_ADDR=remote, **headers)) == address


@pytest.mark.parametrize(
    "password",
    [
        "bossbossboss",
        "aaaaaaaaaaaa",
        "qwertyuiopas",
        "123456789012",
        "short",
        "Summer2026!!",
        "Monday-2026!",
        "ChinaHub2026!",
        "IcleiHub2026!",
        "hubhubhub2026!",
        "Xunhuan2026!!",
    ],
)
def test_a_password_that_is_easy_to_guess_is_refused(password):
    with pytest.raises(ValidationError):
        validate_password(password, User(username="boss"))


def test_a_strong_password_is_taken():
    validate_password(PASSWORD, User(username="boss"))


def test_a_session_ends_twelve_hours_after_it_was_last_used():
    client = Client()
    client.post(reverse("admin:login"), {"username": "anna", "password": PASSWORD})
    expires = client.cookies["sessionid"]["max-age"]
    assert expires == 12 * 3600
    answer = client.get(reverse("admin:index"))
    assert answer.cookies["sessionid"]["max-age"] == 12 * 3600
