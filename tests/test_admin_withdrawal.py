"""A record is withdrawn with the records that depend on it, after a page that lists them, and comes back."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.utils import timezone

from cities.models import City, IndicatorValue
from coalition.models import Event, EventCityNote, ExchangeCity, ExchangeRelation
from initiatives.models import IndustrialPark
from portal.models import LeadingCity, SiteText
from records import publishing
from records.choices import Status
from records.models import Proposal, Publication, Record, Revision
from records.publishing import dependents
from tests.admin_client import admin_url, decide
from tests.factories import (
    make_business,
    make_case,
    make_city,
    make_designation,
    make_event,
    make_exchange,
    make_finding,
    make_indicator,
    make_indicator_value,
    make_park,
    make_programme,
    make_source,
    save,
    text,
    writing,
)

pytestmark = pytest.mark.django_db


def withdraw(editor: Client, record: Record, **changes):
    """Open the page of a withdrawal and send it with all groups ticked."""
    path = admin_url(type(record), "withdraw", record.pk)
    plan = editor.get(path).context["plan"]
    groups = [group.code for group in plan.groups]
    sent = {
        "confirm": "yes",
        "seen": plan.digest,
        "groups": groups,
        "reason": "A court asks for it.",
        **changes,
    }
    return editor.post(path, sent, follow=True)


def press(editor: Client, button: str, proposal: Proposal | None = None, **sent) -> str:
    """Press a button of the page of a proposal, that of the withdrawal if it isn't named."""
    proposal = proposal or Proposal.objects.get(origin="withdrawal")
    response = decide(editor, proposal, button, **sent)
    is_done = response.status_code == 302
    return (editor.get(response["Location"]) if is_done else response).content.decode()


def sign_in(name: str, role: str = "Publisher") -> Client:
    user = User.objects.create(username=name, is_staff=True, password="pbkdf2")
    user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    return client


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

    undo = admin_url(Proposal, "change", Proposal.objects.get().pk)
    assert f'<a href="{undo}">Undo</a>' in shown.content.decode()
    admin_client.get(undo)
    assert not City.objects.published().exists()  # nothing happens before the button
    assert "all is public again" in press(admin_client, "_undo")
    for model in (City, IndicatorValue, IndustrialPark):
        assert set(model.objects.values_list("status", flat=True)) == {Status.PUBLISHED}
    assert client.get("/en/cities/changchun/").status_code == 200


def test_what_was_deleted_since_stays_so_and_the_undo_says_it(admin_client, changchun):
    withdraw(admin_client, changchun)
    value, other = IndicatorValue.objects.order_by("pk")
    with writing() as changes:
        changes.delete(value)
    assert f"Without what was deleted since: {value.slug}." in press(admin_client, "_undo")
    assert City.objects.published().count() == 2
    other.refresh_from_db()
    assert other.is_published


def test_what_only_names_the_city_stays_without_the_reference_which_an_undo_puts_back(
    admin_client, changchun, client
):
    other = make_city("hangzhou", **text("name", "Hangzhou"))
    exchange, event, finding = make_exchange("a-visit"), make_event("a-meeting"), make_finding("a-share")
    texts = {
        **text("title", "Hub"),
        **text("tagline", "Cities"),
        **text("about", "Hub"),
        **text("city_work", "Hub"),
    }
    hub = save(SiteText(slug="hub", **texts))
    with writing() as changes:
        for place, city in enumerate((changchun, other)):
            changes.save(ExchangeCity(exchange=exchange, city=city, role="learner", position=place))
            changes.save(LeadingCity(site_text=hub, city=city, position=place))
        changes.save(ExchangeRelation(exchange=exchange, city=changchun, other=other, kind="exchanged_with"))
        changes.save(EventCityNote(event=event, city=changchun, note_en="It spoke.", note_zh_hans="发言。"))
        changes.set_related(event, "cities", [changchun, other])
        changes.set_related(finding, "cities", [changchun])
        changes.set_related(finding, "parks", [IndustrialPark.objects.get()])
    page = admin_client.get(admin_url(City, "withdraw", changchun.pk)).content.decode()
    assert "4 public records only name it and stay, without the reference" in page
    withdraw(admin_client, changchun)

    def count_references() -> list[int]:
        relations = exchange.relations, event.city_notes, finding.cities, finding.parks
        return [rows.count() for rows in (exchange.cities, hub.leading_cities, event.cities, *relations)]

    staying = (exchange, event, finding, hub)
    for record in staying:
        record.refresh_from_db()
        assert record.is_published
        row = Publication.objects.filter(record_type=record.type_code).order_by("-number").first()
        assert (row.action, Revision.objects.of(record).first().reason) == ("changed", "A court asks for it.")
    assert count_references() == [1, 1, 1, 0, 0, 0, 0]
    assert client.get(event.get_absolute_url()).status_code == 200
    press(admin_client, "_undo")
    assert count_references() == [2, 2, 2, 1, 1, 1, 1]
    assert list(hub.leading_cities.values_list("city", flat=True)) == [changchun.pk, other.pk]


def test_what_would_be_nothing_without_the_city_goes_though_its_field_may_be_empty(admin_client, changchun):
    programme = make_programme()
    going = [
        make_business(city=changchun),
        make_designation(programme, city=changchun),
        make_designation(programme, park=IndustrialPark.objects.get()),
    ]
    staying = make_case(programme=programme, city=make_city("hangzhou"))
    withdraw(admin_client, changchun)
    for record in going:
        record.refresh_from_db()
        assert record.status == Status.ARCHIVED, record
    withdraw(admin_client, programme)
    staying.refresh_from_db()
    assert (staying.status, staying.programme) == (Status.PUBLISHED, None)


def test_a_record_that_cites_a_withdrawn_source_goes_as_a_whole_or_nothing_does(admin_client, changchun):
    source = make_source("a-notice-of-its-own")
    make_event("a-meeting")
    event = Event.objects.get()
    with writing() as changes:
        changes.set_related(event, "sources", [source])
    refused = withdraw(admin_client, source, groups=[])
    assert refused.status_code == 409
    assert "These would stay and point to what is gone: Event: 1." in refused.content.decode()
    assert "and 1 record." in withdraw(admin_client, source).content.decode()
    event.refresh_from_db()
    assert event.status == Status.ARCHIVED


def test_a_withdrawal_needs_a_reason_and_without_one_nothing_is_written_or_lost(admin_client, changchun):
    refused = withdraw(admin_client, changchun, reason=" ", groups=["city", "park"])
    shown = refused.content.decode()
    assert refused.status_code == 409
    assert '<ul class="errorlist" id="id_reason_error"><li>Give a reason' in shown
    assert shown.count(" checked>") == 2 or shown.count("checked") == 2
    assert City.objects.get(pk=changchun.pk).is_published
    assert not Proposal.objects.exists()


def test_another_publisher_takes_a_second_look_at_a_withdrawal(changchun, settings):
    settings.FOUR_EYES = True
    anna, bo = sign_in("anna"), sign_in("bo")
    waits = admin_url(Proposal, "changelist") + "?second_look=1"
    withdraw(anna, changchun)
    withdrawal = Proposal.objects.get()
    assert (withdrawal.reason, withdrawal.size) == ("A court asks for it.", 5)
    assert "Withdrawal: Changchun" in bo.get(waits).content.decode()
    page = bo.get(admin_url(Proposal, "change", withdrawal.pk)).content.decode()
    assert "A court asks for it." in page
    assert "<b>Withdrawn.</b>" in page
    assert "It is withdrawn: its page leaves the site." in page
    assert "somebody else looks at it" in press(anna, "_read")
    assert "second look by bo" in press(bo, "_read")
    assert list(bo.get(waits).context["cl"].result_list) == []


@pytest.mark.parametrize("name", ["anna", "bo"])
def test_on_the_same_day_one_publisher_undoes_a_withdrawal_which_ends_its_second_look(
    name, changchun, settings
):
    settings.FOUR_EYES = True
    clients = {"anna": sign_in("anna"), "bo": sign_in("bo")}
    withdraw(clients["anna"], changchun)
    assert "all is public again" in press(clients[name], "_undo")
    assert City.objects.published().count() == 2
    withdrawal = Proposal.objects.get(origin="withdrawal")
    shown = clients["bo"].get(admin_url(Proposal, "change", withdrawal.pk)).content.decode()
    assert f"undone by {name}" in " ".join(shown.split())
    assert "waits for a second look" not in shown
    assert 'name="_read"' not in shown
    assert 'name="_undo"' not in shown
    assert not Proposal.objects.unread().exists()


def test_from_the_next_day_on_undoing_a_withdrawal_takes_two(changchun, settings):
    settings.FOUR_EYES = True
    anna, bo = sign_in("anna"), sign_in("bo")
    withdraw(anna, changchun)
    Proposal.objects.update(at=timezone.now() - timedelta(days=1))
    press(anna, "_undo")
    undo = Proposal.objects.waiting().get()
    assert not City.objects.published().exists()
    assert "You wrote this, so somebody else accepts it." in press(anna, "_accept", undo)
    assert Proposal.objects.unread().exists()
    press(bo, "_accept", undo)
    assert City.objects.published().count() == 2
    assert not Proposal.objects.unread().exists()


def test_one_publisher_makes_nothing_public_that_was_changed_while_it_was_withdrawn(changchun, settings):
    settings.FOUR_EYES = True
    anna = sign_in("anna")
    sign_in("bo")
    withdraw(anna, changchun)
    with publishing.publication_transaction(User.objects.get(username="anna")) as changes:
        changchun.refresh_from_db()
        changchun.name_en = "Unread"
        changes.save(changchun)
    press(anna, "_undo")
    assert not City.objects.published().exists()
    assert Proposal.objects.waiting().get().origin == "undo"


@pytest.mark.parametrize("role", ["Editor", "Contributor"])
def test_who_may_only_propose_proposes_to_undo_a_withdrawal(role, admin_client, changchun):
    withdraw(admin_client, changchun)
    press(sign_in("ed", role), "_undo")
    assert not City.objects.published().exists()
    assert Proposal.objects.waiting().get().writer == "ed"


@pytest.mark.parametrize("since", ["a value more", "a finding names it"])
def test_what_has_changed_since_the_page_was_opened_is_shown_first(admin_client, changchun, since):
    path = admin_url(City, "withdraw", changchun.pk)
    plan = admin_client.get(path).context["plan"]
    groups = [group.code for group in plan.groups]
    sent = {"confirm": "yes", "seen": plan.digest, "groups": groups, "reason": "A court asks for it."}
    if since == "a value more":
        make_indicator_value(make_indicator("collected"), changchun, 2022)
    else:
        make_finding(cities=[changchun])
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
    refused = admin_client.post(admin_url(City, "changelist"), sent).content.decode()
    assert "Give a reason" in refused
    assert f'name="_selected_action" value="{other.pk}" checked' in refused
    assert City.objects.published().count() == 3
    sent["reason"] = "Both are wrong."
    done = admin_client.post(admin_url(City, "changelist"), sent, follow=True).content.decode()
    assert "and 5 records." in done
    assert not City.objects.published().exists()
    assert Proposal.objects.get().reason == "Both are wrong."


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
    sent = {
        "confirm": "yes",
        "seen": plan.digest,
        "groups": [group.code for group in plan.groups],
        "reason": "X",
    }
    assert client.post(path, sent).status_code == 409
    assert City.objects.get(pk=changchun.pk).is_published


@pytest.mark.parametrize("role", ["Contributor", "Editor", "Administrator"])
def test_nobody_else_withdraws(role, admin_client, changchun):
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
    sent = {"confirm": "yes", "seen": plan.digest if plan else "", "groups": groups, "reason": "A mistake."}
    assert client.post(path, sent).status_code == 403
    assert City.objects.published().count() == 2


def test_more_dependents_than_one_step_can_hold_are_refused_in_words(admin_client, changchun, monkeypatch):
    monkeypatch.setattr(dependents.collect_dependents, "__kwdefaults__", {"limit": 2})
    shown = admin_client.get(admin_url(City, "withdraw", changchun.pk), follow=True).content.decode()
    assert "More than 2 records depend on it" in shown


def test_the_number_of_queries_of_the_page_does_not_depend_on_the_dependents(
    admin_client, changchun, django_assert_max_num_queries
):
    with writing():
        for number in range(60):
            make_indicator_value(make_indicator(f"indicator-{number}"), changchun, 2020)
    with django_assert_max_num_queries(130):
        response = admin_client.get(admin_url(City, "withdraw", changchun.pk))
    assert "Indicator values: 62" in response.content.decode()
    assert "12 more" in response.content.decode()


def test_what_cannot_be_deleted_leads_to_its_withdrawal(admin_client, changchun):
    page = admin_client.get(admin_url(City, "delete", changchun.pk)).content.decode()
    assert f'href="{admin_url(City, "withdraw", changchun.pk)}"' in page
