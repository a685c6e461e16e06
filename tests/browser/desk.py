"""A hub with accounts of staff, and signing in to its admin."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from urllib.parse import urlsplit
from uuid import uuid4

from playwright.sync_api import Page

from tests.browser.live_hub import prepare_database, start_hub

PASSWORD = "a-lamp-in-the-harbour"
#: Python that makes an account of each role, named by it, the publishers anna and bo, the administrator ada
#: and a superuser; and of each a session that has ended, which `sign_in` copies.
ACCOUNTS = f"""
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group, User
from django.contrib.sessions.models import Session
from django.utils import timezone
password = make_password("{PASSWORD}")
names = [(group.name.lower(), group.name) for group in Group.objects.all()]
for name, role in [*names, ("anna", "Publisher"), ("bo", "Publisher"), ("ada", "Administrator")]:
    user = User.objects.create(username=name, is_staff=True, password=password)
    user.groups.add(Group.objects.get(name=role))
User.objects.create(username="superuser", is_staff=True, is_superuser=True, password=password)
for user in User.objects.all():
    said = {{
        SESSION_KEY: str(user.pk),
        BACKEND_SESSION_KEY: "django.contrib.auth.backends.ModelBackend",
        HASH_SESSION_KEY: user.get_session_auth_hash(),
    }}
    Session.objects.save(f"of-{{user.username}}", said, timezone.now())
"""
#: A session of twelve hours, as the one that has ended.
COPY_SESSION = """
INSERT INTO django_session (session_key, session_data, expire_date)
SELECT ?, session_data, datetime('now', '+12 hours') FROM django_session WHERE session_key = ?
"""
#: The address of a hub that runs -> its database.
_databases: dict[str, Path] = {}


@cache
def _prepare_accounts() -> Path:
    """The database with the accounts, made once in a process."""
    return prepare_database(Path(mkdtemp()), ACCOUNTS)


@contextmanager
def start_desk(folder: Path, prepare: str = "", **environment: str) -> Iterator[str]:
    """The address of a hub with the whole content and `ACCOUNTS`; `prepare` is Python that is run before."""
    shutil.copyfile(_prepare_accounts(), folder / "accounts.sqlite3")
    with start_hub(folder, prepare, template=folder / "accounts.sqlite3", **environment) as address:
        _databases[address] = folder / "hub.sqlite3"
        yield address


def sign_in(page: Page, hub: str, name: str = "publisher", to: str = "") -> None:
    """Open the admin in a session of its own, as after signing in.

    The hub is given by its address or that of its admin; `to` is a path of the admin.
    """
    hub = hub.removesuffix("/admin")
    key = uuid4().hex
    with (
        closing(sqlite3.connect(_databases[hub.replace("localhost", "127.0.0.1")], timeout=20)) as database,
        database,
    ):
        made = database.execute(COPY_SESSION, (key, f"of-{name.lower()}")).rowcount
    assert made == 1, f"no account {name}"
    page.context.add_cookies([{"name": "sessionid", "value": key, "url": hub, "httpOnly": True}])
    page.goto(f"{hub}/admin/{to}")


def sign_in_by_form(page: Page, hub: str, name: str, to: str = "") -> None:
    """Sign in with the password, as staff do; slow, because the password is hashed slowly."""
    page.goto(f"{hub}/admin/login/?next=/admin/{to}")
    page.fill("[name=username]", name)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda address: urlsplit(address).path != "/admin/login/")
