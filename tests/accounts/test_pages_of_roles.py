"""One table of roles and pages of the admin that aren't records, tested with real requests."""

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import Group, User
from django.test import Client

from accounts.choices import EventKind
from accounts.events import record_event
from accounts.models import AccountEvent
from api.models import ApiKey
from enquiries.models import Enquiry
from records.models import FigureEntry, Publication, Redaction, Revision
from tests.admin_client import admin_url
from tests.factories import make_city

pytestmark = pytest.mark.django_db

COLUMNS = ("no role", "Reader", "Contributor", "Editor", "Publisher", "Administrator", "Superuser")
# page: one mark for each of COLUMNS. y: it opens; -: 403; l: sent to the log-in.
TABLE = """
home                      l y y y y y y
publication log           l y y y y y y
a publication             l y y y y y y
revisions                 l y y y y y y
a revision                l y y y y y y
index of figures          l - - - y y y
redactions                l - - - - y y
accounts                  l - - - - y y
a new account             l - - - - y y
an account                l - - - - y y
link of an account        l - - - - y y
deletion of an account    l - - - - y y
a superuser               l - - - - y y
link of a superuser       l - - - - - y
deletion of a superuser   l - - - - - y
groups                    l - - - - y y
a new group               l - - - - - y
account log               l - - - - y y
entry of the account log  l - - - - y y
locked log-ins            l - - - - y y
requests of readers       l - - y y y y
a request of a reader     l - - y y y y
deletion of a request     l - - - - y y
partners’ keys            l - - - - y y
a new key                 l - - - - y y
own password              l y y y y y y
own sign-in               l y y y y y y
"""
ROWS = [line.rsplit(maxsplit=len(COLUMNS)) for line in TABLE.strip().splitlines()]


@pytest.fixture
def pages() -> dict[str, str]:
    make_city()
    account, chief = User.objects.create(username="wu"), User.objects.create_superuser("chief")
    record_event(EventKind.SIGNED_IN, account)
    enquiry = Enquiry.objects.create(kind="other", message="A question", language="en")
    lists = {
        "publication log": Publication, "revisions": Revision, "index of figures": FigureEntry,
        "redactions": Redaction, "accounts": User, "groups": Group, "account log": AccountEvent,
        "locked log-ins": AccessAttempt, "partners’ keys": ApiKey, "requests of readers": Enquiry,
    }  # fmt: skip
    return {
        **{name: admin_url(model, "changelist") for name, model in lists.items()},
        "home": "/admin/",
        "a publication": admin_url(Publication, "change", Publication.objects.first().pk),
        "a revision": admin_url(Revision, "change", Revision.objects.first().pk),
        "a new account": admin_url(User, "add"),
        "an account": admin_url(User, "change", account.pk),
        "link of an account": admin_url(User, "password_change", account.pk),
        "deletion of an account": admin_url(User, "delete", account.pk),
        "a superuser": admin_url(User, "change", chief.pk),
        "link of a superuser": admin_url(User, "password_change", chief.pk),
        "deletion of a superuser": admin_url(User, "delete", chief.pk),
        "a new group": admin_url(Group, "add"),
        "entry of the account log": admin_url(AccountEvent, "change", AccountEvent.objects.first().pk),
        "a new key": admin_url(ApiKey, "add"),
        "a request of a reader": admin_url(Enquiry, "change", enquiry.pk),
        "deletion of a request": admin_url(Enquiry, "delete", enquiry.pk),
        "own password": "/admin/password_change/",
        "own sign-in": "/admin/account/",
    }


@pytest.mark.parametrize(("column", "role"), enumerate(COLUMNS))
def test_a_role_opens_the_pages_that_the_table_says_and_no_others(pages, column, role):
    user = User.objects.create(username="me", is_staff=role != "no role", is_superuser=role == "Superuser")
    user.groups.set(Group.objects.filter(name=role))
    client = Client()
    client.force_login(user)
    marks = {200: "y", 302: "l", 403: "-"}
    found = {name: marks[client.get(pages[name]).status_code] for name, *_marks in ROWS}
    assert found == {name: row[column] for name, *row in ROWS}
