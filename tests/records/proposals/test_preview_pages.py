"""A proposal of each type, on the starting content, is seen in its page."""

import pytest
from django.test import Client
from django.urls import reverse

from records import publishing
from records.models import get_record_types
from records.permissions import PUBLISHER
from tests.records.proposals.test_proposals import make_user

pytestmark = pytest.mark.content_check


@pytest.mark.sampled(6)
@pytest.mark.parametrize("record_type", sorted(get_record_types()))
def test_a_proposal_of_each_type_is_seen_in_a_page(content, record_type):
    model = get_record_types()[record_type]
    record = model.objects.published().order_by("pk").first()
    if record is None:
        pytest.skip("The content has no such record.")
    field = "title" if "title" in model.translated_fields else next(iter(model.translated_fields), "")
    name = f"{field}_en" if field else "title"
    author = make_user(PUBLISHER)
    with publishing.proposal_transaction(author) as changes:
        setattr(record, name, f"{getattr(record, name)} or so")
        changes.save(record)
    client = Client()
    client.force_login(author)
    shown = client.get(reverse("admin-preview", args=["proposal", changes.proposal.pk, "en"]))
    assert shown.status_code == 200
    has_page = hasattr(model, "get_absolute_url")
    assert ("Preview: not public" in shown.content.decode()) == has_page
