"""Failed logins in the admin."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessAttemptExpiration
from django.contrib.auth.models import Permission, User
from django.utils import timezone

from tests.admin_client import admin_url


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
