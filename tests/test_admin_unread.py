"""Reading what is public for the office: the queue by risk, a record with all it says, the mark."""

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cities.models import City
from portal.models import LeadingCity, SiteText
from records import publishing
from records.choices import RevisionKind
from records.desk.read_marks import add_read_mark
from records.desk.risks import list_risk_groups
from records.models import ReadMark
from records.permissions import SystemWriter
from tests.admin_client import admin_url
from tests.factories import (
    make_business,
    make_city,
    make_city_figure,
    make_finding,
    make_membership,
    save,
    save_part,
    text,
    writing,
)

pytestmark = pytest.mark.django_db

QUEUE, NEXT = reverse("admin-unread"), reverse("admin-read-next")


def sign_in(client, role: str = "Publisher") -> User:
    user = User.objects.create(username=role, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
    return user


def read_url(record) -> str:
    return reverse("admin-read-record", args=[record.type_code, record.pk])


def mark_all(user) -> None:
    for group in list_risk_groups(SystemWriter("a test")):
        for entry in group.lists:
            for record in entry.select_unread():
                add_read_mark(user, record)


def press(client, record, **button) -> str:
    record.refresh_from_db()
    response = client.post(read_url(record), {"version": record.version, **button})
    assert response.status_code == 302
    return response["Location"]


def test_the_queue_counts_what_is_unread_by_risk(client):
    make_membership(make_city())
    make_finding()
    make_business()
    sign_in(client)
    groups = {group.key: count for group, count in client.get(QUEUE).context["groups"]}
    assert list(groups) == ["members", "findings", "targets", "firms", "home", "others"]
    assert groups["members"] == 2  # the network too
    assert (groups["findings"], groups["targets"], groups["firms"]) == (1, 0, 1)
    assert groups["others"] > 0


def test_what_home_shows_is_in_one_group_only():
    city = make_city()
    names = ("title", "tagline", "about", "city_work")
    hub = save(
        SiteText(slug="hub", **{key: value for name in names for key, value in text(name, "Hub").items()})
    )
    save_part(LeadingCity(site_text=hub, city=city))
    groups = {group.key: group for group in list_risk_groups(SystemWriter("a test"))}

    def list_cities(key) -> list[City]:
        return [row for entry in groups[key].lists if entry.model is City for row in entry.select_unread()]

    assert list_cities("home") == [city]
    assert list_cities("others") == []


def test_reading_begins_with_what_does_most_harm_and_ends_with_the_rest(client):
    user = sign_in(client)
    city = make_city()
    membership, finding = make_membership(city), make_finding()
    seen = [client.get(NEXT)["Location"]]
    assert seen == [read_url(membership.network)]
    seen.append(press(client, membership.network, _next="1"))
    seen.append(press(client, membership, _next="1"))
    assert seen[1:] == [read_url(membership), read_url(finding)]
    assert ReadMark.objects.filter(by=user).count() == 2


def test_a_record_that_is_skipped_comes_again_at_the_end(client):
    user = sign_in(client)
    membership, finding = make_membership(make_city()), make_finding()
    mark_all(user)
    ReadMark.objects.filter(record_type__in=["membership", "finding"]).delete()
    skip = client.get(NEXT, {"after": f"membership.{membership.pk}"})["Location"]
    assert skip == read_url(finding)
    assert client.get(NEXT, {"after": f"finding.{finding.pk}"})["Location"] == read_url(membership)


def test_when_all_is_read_the_queue_says_so(client):
    user = sign_in(client)
    finding = make_finding()
    mark_all(user)
    ReadMark.objects.filter(record_type="finding").delete()
    assert press(client, finding, _next="1") == QUEUE
    assert "Every public record was read" in client.get(QUEUE).content.decode()


def test_the_page_shows_fields_parts_and_sources_in_both_languages(client):
    sign_in(client)
    city = make_city(**text("name", "Datong", "大同市"))
    make_city_figure(city, "area", **text("label", "Area", "面积"), value="14068")
    page = client.get(read_url(city)).content.decode()
    for said in ("Datong", "大同市", "Area", "面积", "14,068", "A notice"):
        assert said in page, said
    assert city.get_absolute_url() in page
    assert admin_url(City, "change", city.pk) in page


def test_the_button_beside_the_form_marks_and_returns_to_it(client):
    sign_in(client)
    city = make_city()
    form = admin_url(City, "change", city.pk)
    assert "I have read this version" in client.get(form).content.decode()
    city.refresh_from_db()
    response = client.post(f"{read_url(city)}?next={form}", {"version": city.version}, follow=True)
    assert response.redirect_chain == [(form, 302)]
    assert "version 1 is marked as read" in response.content.decode()
    assert "I have read this version" not in response.content.decode()


def test_a_version_that_was_published_meanwhile_is_not_marked(client):
    sign_in(client)
    city = make_city()
    city.refresh_from_db()
    seen = city.version
    with writing() as changes:
        city.name_en = "Another"
        changes.save(city)
    page = client.post(read_url(city), {"version": seen}, follow=True).content.decode()
    assert "Version 2 was published while you were reading" in page
    assert not ReadMark.objects.exists()


@pytest.mark.parametrize("part", ["wrote", "changed", "accepted"])
def test_nobody_marks_as_read_what_they_wrote_or_accepted(client, part):
    city, wrote = make_city(), User.objects.create(username="an author", is_superuser=True, is_staff=True)
    with publishing.proposal_transaction(wrote) as changes:
        city.name_en = "Rewritten"
        changes.save(city)
    accepted, changed = sign_in(client), User.objects.create(username="changed it", is_superuser=True)
    User.objects.filter(pk=changed.pk).update(is_staff=True)
    with publishing.proposal_revision(changed, changes.proposal) as more:
        city.name_zh_hans = "改写"
        more.save(city)
    publishing.accept_proposal(accepted, changes.proposal, kind=RevisionKind.UPDATE)
    client.force_login({"wrote": wrote, "changed": changed, "accepted": accepted}[part])
    for page in (read_url(city), admin_url(City, "change", city.pk)):
        shown = client.get(page).content.decode()
        assert "You wrote or accepted this version, so somebody else reads it." in shown
        assert "I have read this version" not in shown
    refused = client.get(press(client, city)).content.decode()
    assert "so somebody else reads it" in refused
    assert not ReadMark.objects.exists()
    sign_in(client, "Editor")
    press(client, city)
    assert ReadMark.objects.count() == 1


@pytest.mark.parametrize("version", ["", "x", "-1", "99"])
def test_nonsense_marks_nothing(client, version):
    sign_in(client)
    city = make_city()
    assert client.post(read_url(city), {"version": version}).status_code == 302
    assert not ReadMark.objects.exists()


def test_a_mark_is_taken_back_and_that_is_logged(client):
    user = sign_in(client)
    city = make_city()
    press(client, city)
    assert "Take it back" in client.get(read_url(city)).content.decode()
    client.post(reverse("admin-take-back-mark", args=["city", city.pk]))
    assert not ReadMark.objects.exists()
    assert user.logentry_set.get().object_id == str(city.pk)


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("Reader", False),
        ("Contributor", False),
        ("Editor", True),
        ("Publisher", True),
        ("Administrator", False),
    ],
)
def test_editors_and_publishers_read_for_the_office(client, role, may):
    sign_in(client, role)
    city = make_city()
    city.refresh_from_db()
    assert client.get(QUEUE).status_code == client.get(read_url(city)).status_code == 200
    assert ("I have read this version" in client.get(read_url(city)).content.decode()) is may
    status = client.post(read_url(city), {"version": city.version}).status_code
    assert (status, ReadMark.objects.exists()) == ((302, True) if may else (403, False))
    status = client.post(reverse("admin-take-back-mark", args=["city", city.pk])).status_code
    assert (status, ReadMark.objects.exists()) == ((302, False) if may else (403, False))


def test_who_may_view_nothing_sees_no_queue_and_no_record(client):
    city = make_city()
    client.force_login(User.objects.create(username="nobody", is_staff=True))
    assert client.get(QUEUE).status_code == client.get(read_url(city)).status_code == 403
    client.logout()
    assert client.get(QUEUE).status_code == 302


def test_drafts_and_what_isnt_there_have_no_page(client):
    sign_in(client)
    draft = make_city(publish=False)
    assert client.get(read_url(draft)).status_code == 404
    assert client.get("/admin/unread/city/999999/").status_code == 404
    assert client.get("/admin/unread/nothing/1/").status_code == 404
    assert "read-state" not in client.get(admin_url(City, "change", draft.pk)).content.decode()
    assert client.get(NEXT, {"after": "city.x"}).status_code == 302


def test_the_queue_costs_the_same_with_many_records(client):
    sign_in(client)

    def count_queries() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(QUEUE, {"group": "others"}).status_code == 200
        return len(queries)

    make_city()
    few = count_queries()
    with writing():
        for number in range(60):
            make_city(f"unread-{number}")
    response = client.get(QUEUE, {"group": "others"})
    assert len(response.context["entries"]) == 50
    assert count_queries() <= few
