"""Accounts of staff in a running hub, and signing in."""

from playwright.sync_api import Page

PASSWORD = "a-long-password-of-tests"

#: Python that makes an account of each role, called after it.
PREPARE = f"""
from django.contrib.auth.models import Group, User
for group in Group.objects.all():
    user = User.objects.create_user(group.name.lower(), password="{PASSWORD}", is_staff=True)
    user.groups.add(group)
"""


def sign_in(page: Page, hub: str, role: str) -> None:
    page.goto(f"{hub}/admin/login/")
    page.fill("#id_username", role.lower())
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.wait_for_url(f"{hub}/admin/")
