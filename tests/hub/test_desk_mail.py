"""The morning mail: one a day at most, with numbers and links, to whom something waits for."""

from datetime import datetime
from smtplib import SMTPServerDisconnected

import pytest
from django.contrib.auth.models import Group, User
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage
from django.utils import timezone

from accounts.models import DeskMail
from cities.models import City
from hub import desk_mail
from hub.desk_mail import send_due_mails
from hub.environment import Environment
from records import publishing
from records.redaction.personal_data import forget_user
from tests.factories import make_city

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def mail_server(settings) -> None:
    settings.HAS_MAIL, settings.SITE_URL = True, "https://hub.example.org"
    settings.DEFAULT_FROM_EMAIL = "hub@example.org"


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """Set the time in Beijing: it is nine o'clock."""

    def set_clock(day: int, hour: int) -> None:
        now = timezone.make_aware(datetime(2026, 12, day, hour))
        monkeypatch.setattr("hub.desk_mail.localtime", lambda: now)

    set_clock(1, 9)
    return set_clock


def make_account(name: str, role: str = "Publisher", email: str = "x@example.org", **values) -> User:
    user = User.objects.create(username=name, email=email, is_staff=True, **values)
    user.groups.add(Group.objects.get(name=role))
    return user


@pytest.fixture
def proposal():
    city = City.objects.get(pk=make_city("changchun", name_en="Changchun").pk)
    with publishing.proposal_transaction(make_account("editor", "Editor", ""), reason="Secret") as changes:
        city.name_en = "Changchun City"
        changes.save(city)
    return changes.proposal


def test_whoever_has_something_waiting_gets_numbers_and_links(proposal, mailoutbox):
    make_account("rosa", email="rosa@example.org")
    assert send_due_mails() == 1
    (mail,) = mailoutbox
    assert mail.to == ["rosa@example.org"]
    assert "1 proposal to read\nhttps://hub.example.org/admin/#box-proposals" in mail.body
    assert "条待审阅" in mail.body
    assert mail.subject.startswith("China Hub: 1 for you at the desk")


def test_it_has_no_text_of_records_reasons_or_names(proposal, mailoutbox):
    make_account("rosa")
    send_due_mails()
    said = mailoutbox[0].subject + mailoutbox[0].body
    assert not [word for word in ("Changchun", "Secret", "editor", "rosa") if word in said]


def test_it_comes_once_a_day_at_most(proposal, mailoutbox, clock):
    make_account("rosa")
    send_due_mails()
    clock(1, 23)
    assert send_due_mails() == 0
    clock(2, 6)
    assert send_due_mails() == 0
    clock(2, 7)
    assert send_due_mails() == 1
    assert len(mailoutbox) == 2


def test_two_workers_at_once_send_one(proposal, mailoutbox, monkeypatch):
    make_account("rosa")
    send = desk_mail._send_mail
    monkeypatch.setattr(desk_mail, "_send_mail", lambda account: (send_due_mails(), send(account))[1])
    assert send_due_mails() == 1
    assert len(mailoutbox) == 1


def test_nothing_that_waits_is_no_mail_and_what_comes_later_waits_until_tomorrow(mailoutbox, clock, request):
    make_account("rosa")
    assert send_due_mails() == 0
    request.getfixturevalue("proposal")
    clock(1, 12)
    assert send_due_mails() == 0
    clock(2, 8)
    assert send_due_mails() == 1


def test_nobody_else_gets_one(proposal, mailoutbox):
    make_account("no-address", email="")
    make_account("left", is_active=False)
    make_account("reader", "Reader")
    User.objects.create(username="visitor", email="v@example.org")
    assert send_due_mails() == 0


def test_without_a_mail_server_nothing_is_sent_or_remembered(proposal, settings, mailoutbox):
    settings.HAS_MAIL = False
    make_account("rosa")
    assert send_due_mails() == 0
    assert not DeskMail.objects.exists()


def test_a_mail_server_that_is_away_stops_no_other_mail(proposal, monkeypatch, caplog):
    make_account("rosa", email="rosa@example.org")

    def fail(self) -> None:
        raise SMTPServerDisconnected("rosa@example.org")

    monkeypatch.setattr(EmailMessage, "send", fail)
    assert send_due_mails() == 0
    assert "SMTPServerDisconnected" in caplog.text
    assert "rosa" not in caplog.text


def test_a_forgotten_account_leaves_nothing(proposal):
    user = make_account("rosa")
    send_due_mails()
    forget_user(user)
    assert not DeskMail.objects.exists()


def test_the_number_of_queries_grows_with_the_accounts_only(proposal, django_assert_max_num_queries):
    for number in range(3):
        make_account(f"publisher-{number}", email=f"p{number}@example.org")
    with django_assert_max_num_queries(2 + 3 * 16):
        send_due_mails()


def test_the_address_of_the_server_is_checked_and_never_shown():
    assert Environment({}).mail_server("EMAIL_URL") == {}
    url = "smtp+tls://user:geheim@mail.example.org:587"
    read = Environment({"EMAIL_URL": url}).mail_server("EMAIL_URL")
    assert (read["EMAIL_HOST"], read["EMAIL_PORT"], read["EMAIL_USE_TLS"]) == ("mail.example.org", 587, True)
    for wrong in ("mail.example.org", "http://user:geheim@x", "smtp://"):
        with pytest.raises(ImproperlyConfigured) as error:
            Environment({"EMAIL_URL": wrong}).mail_server("EMAIL_URL")
        assert "geheim" not in str(error.value)
