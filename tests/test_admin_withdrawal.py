"""A record is withdrawn with the records that depend on it, after a page that lists them, and comes back."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission, User
from django.test import Client

from cities.models import City, IndicatorValue
from coalition.models import Exchange
from initiatives.models import IndustrialPark
from records.choices import Status
from records.models import Publication
from records.publishing import dependents
from tests.admin_client import admin_url
from tests.factories import (
    make_city,
    make_exchange,
    make_indicator,
    make_indicator_value,
    make_park,
    text,
    writing,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def withdraw(editor: Client, city: City, **changes):
    """Open the page of a withdrawal and send it with all groups ticked."""
    path = admin_url(City, "withdraw", city.pk)
    plan = editor.get(path).context["plan"]
    sent = {"confirm": "yes", "seen": plan.digest, "groups": [group.code for group in plan.groups], **changes}
    return editor.post(path, sent, follow=True)


@pytest.fixture
def changchun() -> City:
    """A city with a value, a park, and a district that has a value itself."""
    city = make_city("changchun", **text("name", "Changchun"))
    district = make_city("kuancheng", parent=city, kind="district")
    indicator = make_indicator("recycled")
    make_indicator_value(indicator, city, 2020)
    make_indicator_value(indicator, district, 2021)
    make_park("a-park", city=city, **text("name", "A park"))
    return city


def test_a_city_without_dependents_is_withdrawn_after_one_page(admin_client, client):
    city = make_city("linfen", **text("name", "Linfen"))
    assert (
        "No other public record depends on it."
        in admin_client.get(admin_url(City, "withdraw", city.pk)).content.decode()
    )
    assert client.get("/en/cities/linfen/").status_code == 200
    shown = withdraw(admin_client, city).content.decode()
    assert "Withdrawn: <a" in shown
    assert client.get("/en/cities/linfen/").status_code == 410


def test_the_page_names_what_goes_with_a_city_and_opening_it_changes_nothing(admin_client, changchun):
    response = admin_client.get(admin_url(City, "withdraw", changchun.pk))
    shown = response.content.decode()
    assert {group.heading for group in response.context["plan"].groups} == {
        "City: 1",
        "Indicator values: 2",
        "Industrial park: 1",
    }
    park = IndustrialPark.objects.get()
    assert f'<a href="{admin_url(IndustrialPark, "change", park.pk)}">A park</a>' in shown
    assert City.objects.get(pk=changchun.pk).is_published


def test_a_city_is_withdrawn_with_all_that_depends_on_it_and_comes_back_in_one_step(
    admin_client, changchun, client
):
    shown = withdraw(admin_client, changchun)
    assert "and 4 records." in shown.content.decode()
    for model in (City, IndicatorValue, IndustrialPark):
        assert set(model.objects.values_list("status", flat=True)) == {Status.ARCHIVED}
    assert client.get("/en/cities/changchun/").status_code == 410
    rows = Publication.objects.filter(action="withdrawn")
    assert len({row.at for row in rows}) == 1
    assert LogEntry.objects.filter(change_message__contains="Withdrawn with “Changchun”.").count() == 4

    undo = admin_url(City, "undo", min(row.number for row in rows))
    assert undo in shown.content.decode()
    assert not City.objects.published().exists()  # nothing happens before the button
    admin_client.get(undo)
    assert not City.objects.published().exists()
    assert "Public again: 5 records." in admin_client.post(undo, follow=True).content.decode()
    for model in (City, IndicatorValue, IndustrialPark):
        assert set(model.objects.values_list("status", flat=True)) == {Status.PUBLISHED}
    assert client.get("/en/cities/changchun/").status_code == 200


def test_undoing_leaves_what_was_published_or_changed_since(admin_client, changchun):
    withdraw(admin_client, changchun)
    number = Publication.objects.filter(action="withdrawn").order_by("number").first().number
    park, (value, other) = IndustrialPark.objects.get(), IndicatorValue.objects.order_by("pk")
    with writing() as changes:
        park.name_en = "Renamed since"
        changes.save(park)
        changes.delete(value)
    shown = admin_client.get(admin_url(City, "undo", number)).content.decode()
    assert "changed since" in shown
    assert "deleted or renamed since" in shown
    assert (
        "Public again: 3 records."
        in admin_client.post(admin_url(City, "undo", number), follow=True).content.decode()
    )
    assert IndustrialPark.objects.get().status == Status.ARCHIVED
    other.refresh_from_db()
    assert other.is_published


def test_what_only_names_the_city_is_not_chosen_beforehand_and_nothing_goes_without_it(
    admin_client, changchun
):
    exchange = make_exchange("a-visit")
    with writing() as changes:
        changes.save(exchange.cities.model(exchange=exchange, city=changchun, role="learner", position=9))
    path = admin_url(City, "withdraw", changchun.pk)
    page = admin_client.get(path)
    groups = {group.code: group.is_own for group in page.context["plan"].groups}
    assert groups["exchange-named"] is False
    chosen = [code for code, is_own in groups.items() if is_own]
    refused = withdraw(admin_client, changchun, groups=chosen)
    assert refused.status_code == 409
    assert "These would stay and point to what is gone: Exchange: 1." in refused.content.decode()
    assert City.objects.get(pk=changchun.pk).is_published
    assert "and 5 records." in withdraw(admin_client, changchun).content.decode()
    assert Exchange.objects.get().status == Status.ARCHIVED


def test_what_has_changed_since_the_page_was_opened_is_shown_first(admin_client, changchun):
    path = admin_url(City, "withdraw", changchun.pk)
    plan = admin_client.get(path).context["plan"]
    sent = {"confirm": "yes", "seen": plan.digest, "groups": [group.code for group in plan.groups]}
    make_indicator_value(make_indicator("collected"), changchun, 2022)
    refused = admin_client.post(path, sent)
    assert refused.status_code == 409
    assert "this has changed since you opened the page" in refused.content.decode()
    assert City.objects.get(pk=changchun.pk).is_published


def test_several_records_are_withdrawn_from_the_list_with_what_depends_on_each(admin_client, changchun):
    other = make_city("linfen")
    data = {"action": "withdraw_selected", "_selected_action": [changchun.pk, other.pk]}
    page = admin_client.post(admin_url(City, "changelist"), data)
    plan = page.context["plan"]
    assert City.objects.published().count() == 3
    sent = {**data, "confirm": "yes", "seen": plan.digest, "groups": [group.code for group in plan.groups]}
    assert (
        "and 5 records."
        in admin_client.post(admin_url(City, "changelist"), sent, follow=True).content.decode()
    )
    assert not City.objects.published().exists()


def test_types_that_an_editor_may_not_withdraw_are_named_and_nothing_is_done(changchun):
    user = User.objects.create(username="of cities", is_staff=True)
    user.user_permissions.add(
        *Permission.objects.filter(codename__in=["view_city", "change_city", "withdraw_city"])
    )
    client = Client()
    client.force_login(user)
    path = admin_url(City, "withdraw", changchun.pk)
    shown = client.get(path)
    assert "You may not withdraw these." in shown.content.decode()
    assert 'type="submit" class="default"' not in shown.content.decode()
    plan = shown.context["plan"]
    sent = {"confirm": "yes", "seen": plan.digest, "groups": [group.code for group in plan.groups]}
    assert client.post(path, sent).status_code == 409
    assert City.objects.get(pk=changchun.pk).is_published


@pytest.mark.parametrize("role", ["Contributor", "Editor", "Administrator"])
def test_nobody_else_withdraws_or_undoes_a_withdrawal(role, admin_client, changchun):
    user = User.objects.create(username=role, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    path = admin_url(City, "withdraw", changchun.pk)
    may_propose = role != "Administrator"
    assert (path in client.get(admin_url(City, "change", changchun.pk)).content.decode()) is may_propose
    shown = client.get(path)
    assert shown.status_code == (200 if may_propose else 403)
    plan = shown.context["plan"] if may_propose else None
    groups = [group.code for group in plan.groups] if plan else []
    sent = {"confirm": "yes", "seen": plan.digest if plan else "", "groups": groups}
    assert client.post(path, sent).status_code == 403
    withdraw(admin_client, changchun)
    number = Publication.objects.filter(action="withdrawn").first().number
    assert client.post(admin_url(City, "undo", number)).status_code == 403
    assert not City.objects.published().exists()


def test_more_dependents_than_one_step_can_hold_are_refused_in_words(admin_client, changchun, monkeypatch):
    monkeypatch.setattr(dependents.collect_dependents, "__kwdefaults__", {"limit": 2})
    shown = admin_client.get(admin_url(City, "withdraw", changchun.pk), follow=True).content.decode()
    assert "More than 2 records depend on it" in shown


def test_the_number_of_queries_of_the_page_does_not_depend_on_the_dependents(
    admin_client, changchun, django_assert_max_num_queries
):
    for number in range(60):
        make_indicator_value(make_indicator(f"indicator-{number}"), changchun, 2020)
    with django_assert_max_num_queries(130):
        response = admin_client.get(admin_url(City, "withdraw", changchun.pk))
    assert "Indicator values: 62" in response.content.decode()
    assert "12 more" in response.content.decode()


def test_the_log_has_no_other_pages_to_undo(admin_client):
    city = make_city("linfen")
    published = Publication.objects.get(slug="linfen")
    assert admin_client.get(admin_url(City, "undo", published.number)).status_code == 404
    assert admin_client.get(admin_url(City, "undo", 999_999)).status_code == 404
    assert city.is_published


def test_what_cannot_be_deleted_leads_to_its_withdrawal(admin_client, changchun):
    page = admin_client.get(admin_url(City, "delete", changchun.pk)).content.decode()
    assert f'href="{admin_url(City, "withdraw", changchun.pk)}"' in page
