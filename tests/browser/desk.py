"""Accounts of the admin, and signing in."""

from playwright.sync_api import Page

PASSWORD = "a-lamp-in-the-harbour"
#: Python that creates the publishers anna and bo, and the administrator ada.
ACCOUNTS = f"""
from django.contrib.auth.models import Group, User
from django.contrib.auth.hashers import make_password
for name, role in (("anna", "Publisher"), ("bo", "Publisher"), ("ada", "Administrator")):
    user = User.objects.create(username=name, is_staff=True, password=make_password("{PASSWORD}"))
    user.groups.add(Group.objects.get(name=role))
"""


def sign_in(page: Page, desk: str, name: str = "anna", to: str = "") -> None:
    page.goto(f"{desk}/login/?next=/admin/{to}")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("[type=submit]").click()
