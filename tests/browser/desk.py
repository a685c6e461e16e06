"""A hub with accounts of staff, and signing in to its admin."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from urllib.parse import urlsplit

from playwright.sync_api import Page

from tests.browser.live_hub import prepare_database, start_hub

PASSWORD = "a-lamp-in-the-harbour"
#: Python that makes an account of each role, named by it, the publishers anna and bo, the administrator ada
#: and a superuser.
ACCOUNTS = f"""
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group, User
password = make_password("{PASSWORD}")
names = [(group.name.lower(), group.name) for group in Group.objects.all()]
for name, role in [*names, ("anna", "Publisher"), ("bo", "Publisher"), ("ada", "Administrator")]:
    user = User.objects.create(username=name, is_staff=True, password=password)
    user.groups.add(Group.objects.get(name=role))
User.objects.create(username="superuser", is_staff=True, is_superuser=True, password=password)
"""


@cache
def _prepare_accounts() -> Path:
    """The database with the accounts, made once in a process."""
    return prepare_database(Path(mkdtemp()), ACCOUNTS)


@contextmanager
def start_desk(folder: Path, prepare: str = "", **environment: str) -> Iterator[str]:
    """The address of a hub with the whole content and `ACCOUNTS`; `prepare` is Python that is run before."""
    shutil.copyfile(_prepare_accounts(), folder / "accounts.sqlite3")
    with start_hub(folder, prepare, template=folder / "accounts.sqlite3", **environment) as address:
        yield address


def sign_in(page: Page, hub: str, name: str = "publisher", to: str = "") -> None:
    """Sign in at a hub, given by its address or that of its admin; `to` is a path of the admin."""
    page.goto(f"{hub.removesuffix('/admin')}/admin/login/?next=/admin/{to}")
    page.fill("[name=username]", name.lower())
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda address: urlsplit(address).path != "/admin/login/")
