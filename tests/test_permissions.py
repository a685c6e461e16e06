"""Permissions: one table of roles, entry points and states, tested with real requests."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from cities.models import City, CityFigure
from records import publishing
from records.admin.forms import OpenedForm
from records.choices import Operation, RevisionKind, Status
from records.models import (
    BatchDraft,
    Proposal,
    Publication,
    ReadMark,
    Record,
    Revision,
    Source,
    get_record_types,
)
from records.permissions import ROLES
from records.publishing import accept_proposal, decline_proposal
from records.publishing.dependents import calculate_version_digest
from tests import admin_client
from tests.admin_client import admin_url, form_data, submit_form
from tests.factories import make_city, make_city_figure, text, writing

pytestmark = pytest.mark.django_db

NOTHING, VIEWER = "no role", "view rights alone"
COLUMNS = (NOTHING, VIEWER, "Reader", "Contributor", "Editor", "Publisher", "Administrator")

# entry point: state: one mark for each of COLUMNS. y: it is done; -: it is refused, and nothing changes.
TABLE = """
open the form      draft      - y y y y y y
open the form      published  - y y y y y y
open the form      archived   - y y y y y y
save               draft      - - - y y y -
save               published  - - - - - y -
save               archived   - - - - - y -
save in a pop-up   draft      - - - y y y -
save in a pop-up   published  - - - - - y -
save in a pop-up   archived   - - - - - y -
change a part      draft      - - - y y y -
change a part      published  - - - - - y -
change a part      archived   - - - - - y -
add a part         draft      - - - y y y -
add a part         published  - - - - - y -
delete a part      draft      - - - y y y -
delete a part      published  - - - - - y -
save and publish   draft      - - - - - y -
save and publish   published  - - - - - y -
save and publish   archived   - - - - - y -
publish_selected   draft      - - - - - y -
publish_selected   archived   - - - - - y -
withdraw           published  - - - - - y -
withdraw_selected  published  - - - - - y -
delete             draft      - - - - y y -
delete             published  - - - - - y -
delete             archived   - - - - - y -
restore            draft      - - - y y y -
restore            published  - - - - - y -
restore            archived   - - - - - y -
see the history    draft      - y y y y y y
see the history    published  - y y y y y y
rename             draft      - - - - - y -
rename             published  - - - - - y -
propose            draft      - - - y y y -
propose            published  - - - y y y -
propose            archived   - - - y y y -
propose a part     published  - - - y y y -
propose a new part published  - - - y y y -
propose removing   published  - - - y y y -
move a part        published  - - - y y y -
propose_selected   draft      - - - y y y -
propose_selected   archived   - - - y y y -
propose withdrawal published  - - - y y y -
propose deletion   published  - - - y y y -
propose renaming   published  - - - y y y -
propose restoring  published  - - - y y y -
see the proposals  published  - y y y y y y
see a proposal     published  - y y y y y y
compare proposals  published  - y y y y y y
accept             published  - - - - - y -
edit and accept    published  - - - - - y -
decline            published  - - - - - y -
take back          published  - - - - - - -
take out rows      published  - - - - - y -
second look        published  - - - - - y -
take off the list  published  - - - - - - -
export             published  - y y y y y y
import a table     draft      - - - - y y -
import a table     published  - - - - y y -
set_column         published  - - - - y y -
mark as read       published  - - - - y y -
"""
ROWS = [line.rsplit(maxsplit=len(COLUMNS) + 1) for line in TABLE.strip().splitlines()]


def make_user(role: str) -> User:
    user = User.objects.create(username=role, is_staff=True)
    if role == VIEWER:
        user.user_permissions.add(Permission.objects.get(codename="view_city"))
    elif role != NOTHING:
        user.groups.add(Group.objects.get(name=role))
    return user


def make_city_in(state: str) -> City:
    city = make_city(publish=False, **text("name", f"As it was {City.objects.count()}"))
    make_city_figure(city, "area")
    with writing() as changes:
        if state != Status.DRAFT:
            changes.publish(city)
    if state == Status.ARCHIVED:
        with writing() as changes:
            changes.withdraw(City.objects.get(pk=city.pk))
    return City.objects.get(pk=city.pk)


def enter(entry: str, user: User, city: City) -> tuple[int, bool]:
    """Try one entry point; the status of the answer, and whether it was let in."""
    client = Client()
    client.force_login(user)
    path = admin_url(City, "change", city.pk)
    if entry == "open the form":
        status = client.get(path).status_code
        return status, status == 200
    if entry == "see the history":
        pages = admin_url(City, "history", city.pk), admin_url(City, "compare", city.pk)
        pks = Revision.objects.of(city).values_list("pk", flat=True)
        chosen = {"before": pks.last(), "after": edit_once(city) and pks.first()}
        statuses = {client.get(page, chosen).status_code for page in pages}
        return min(statuses), statuses == {200}
    if entry in PROPOSING | DECIDING:
        return enter_with_a_proposal(entry, client, city)
    if entry == "export":
        status = client.get(admin_url(City, "export_file"), {"format": "csv"}).status_code
        return status, status == 200
    if entry in ("import a table", "set_column"):
        status = propose_table(client, user, entry, city)
        return status, Proposal.objects.filter(by=user).exists()
    before = state_of(city)
    if entry == "withdraw":
        page = admin_url(City, "withdraw", city.pk)
        status = client.post(page, confirm_withdrawal(city)).status_code
    elif entry in ACTIONS:
        data = {"action": entry, "_selected_action": [city.pk], "index": 0, **confirm_withdrawal(city)}
        status = client.post(admin_url(City, "changelist"), data).status_code
    elif entry == "delete":
        status = client.post(
            admin_url(City, "delete", city.pk), {"post": "yes", "version": city.version}
        ).status_code
    elif entry == "restore":
        page = admin_url(City, "restore", city.pk, edit_once(city).pk)
        before = state_of(city)
        status = client.post(page, {"version": before[0][-1]}).status_code
    elif entry == "rename":
        status = rename(user, city)
    elif entry == "mark as read":
        page = reverse("admin-read-record", args=["city", city.pk])
        status = client.post(page, {"version": city.version}).status_code
    elif entry.endswith(" a part"):
        status = change_part(client, entry, city)
    else:
        pop_up = "?_popup=1" if entry == "save in a pop-up" else ""
        data = {**form_of(city), **CHANGES[entry]}
        status = client.post(f"{path}{pop_up}", data).status_code
    return status, state_of(city) != before


def propose_table(client: Client, user: User, entry: str, city: City) -> int:
    """Import a new name, or set it in the list, and propose what the next page shows."""
    if entry == "set_column":
        data = {
            "action": entry,
            "_selected_action": [city.pk],
            "column": "name_en",
            "value": "X",
            "_value": "1",
        }
        response = client.post(admin_url(City, "changelist"), data)
    else:
        file = SimpleUploadedFile("table.csv", f"slug,name_en\n{city.slug},X\n".encode())
        response = client.post(admin_url(City, "import"), {"part": "", "file": file})
    batch = BatchDraft.objects.filter(account=user).first()
    if batch is None:
        return response.status_code
    page = admin_url(City, "import_batch", batch.pk)
    return client.post(page, {"reason": "Checked", "kind": "update"}).status_code


def confirm_withdrawal(city: City) -> dict:
    """What the page that confirms a withdrawal sends."""
    seen = calculate_version_digest([("city", city.pk, city.version)])
    return {"confirm": "yes", "seen": seen, "reason": "A mistake."}


def edit_once(city: City) -> Revision:
    """The revision before the name of a city was changed."""
    earlier = Revision.objects.of(city).first()
    with writing() as changes:
        city.name_en = "Rewritten"
        changes.save(city)
    return earlier


def rename(user: User, city: City) -> int:
    try:
        with publishing.publication_transaction(user) as changes:
            changes.rename(city, f"{city.slug}-renamed")
    except PermissionDenied:
        return 403
    return 200


def form_of(city: City) -> dict:
    """The whole form as a browser sends it, also for those who are not shown it."""
    return {
        "_opened": OpenedForm(city.version, {}, city.status).dump(), "slug": city.slug,
        **text("name", "As it was"), "kind": city.kind, "country": city.country, "region": city.region_id,
        "main_industries": "[]", "sources": [city.sources.get().pk],
    }  # fmt: skip


def part_form_of(city: City, **changes) -> dict:
    """The form of a figure, of a new one without `id`."""
    values = {
        **text("label", "Water"), "value": "12", "measured_property": "other", "unit": "km2",
        "evidence": "stated", "source_type": "official", "sources": [city.sources.get().pk], **changes,
    }  # fmt: skip
    saved = {str(pk): {} for pk in (changes["id"],)} if "id" in changes else {}
    return {
        "_opened": OpenedForm(city.version, {"key_facts": saved}, city.status).dump(), "_save": "1",
        "key_facts-TOTAL_FORMS": "1", "key_facts-INITIAL_FORMS": str(len(saved)),
        **{f"key_facts-0-{name}": value for name, value in values.items()},
    }  # fmt: skip


def change_part(client: Client, entry: str, city: City) -> int:
    figure, page = city.key_facts.get(), {"change a part": "part", "add a part": "part_add"}.get(entry)
    place = [city.pk, "key_facts"]
    if entry == "add a part":
        data = part_form_of(city)
    elif entry == "change a part":
        place, data = [*place, figure.key], part_form_of(city, id=figure.pk)
    else:
        page, place, data = "part_delete", [*place, figure.key], {"version": city.version}
    return client.post(admin_url(City, page or "", *place), data).status_code


def state_of(city: City) -> tuple:
    row = City.objects.filter(pk=city.pk).values_list("slug", "name_en", "status", "version").first()
    parts = list(CityFigure.objects.filter(city_id=city.pk).values_list("key", "value"))
    proposals = list(Proposal.objects.values_list("pk", "state", "size", "is_dismissed", "read_at"))
    order = list(city.key_facts.values_list("key", "position"))
    revisions = list(Revision.objects.order_by("pk").values_list("pk", "state"))
    return row, parts, Publication.objects.count(), proposals, order, revisions, ReadMark.objects.count()


ACTIONS = ("publish_selected", "withdraw_selected", "propose_selected")
PROPOSING = {
    "propose", "propose a part", "propose a new part", "propose removing", "move a part",
    "propose withdrawal", "propose deletion", "propose renaming", "propose restoring",
}  # fmt: skip
DECIDING = {
    "see the proposals", "see a proposal", "compare proposals", "accept", "edit and accept", "decline",
    "take back", "take out rows", "second look", "take off the list",
}  # fmt: skip


def enter_with_a_proposal(entry: str, client: Client, city: City) -> tuple[int, bool]:
    """Try an entry point that makes or decides a proposal."""
    if entry in DECIDING:
        return decide(entry, client, city)
    make_city_figure(city, "volume")
    earlier = edit_once(city) if entry == "propose restoring" else None
    city.refresh_from_db()
    before = state_of(city)
    figure, button = city.key_facts.get(key="area"), {"_propose": "1"}
    part = [city.pk, "key_facts", figure.key]
    version = {"version": city.version}
    requests = {
        "propose": ("change", [city.pk], {**form_of(city), **text("name", "Rewritten", "改写")}),
        "propose a part": ("part", part, part_form_of(city, id=figure.pk)),
        "propose a new part": ("part_add", [city.pk, "key_facts"], part_form_of(city)),
        "propose removing": ("part_delete", part, version),
        "move a part": ("part_move", part, {**version, "direction": "down"}),
        "propose withdrawal": ("withdraw", [city.pk], confirm_withdrawal(city)),
        "propose deletion": ("delete", [city.pk], {"post": "yes", **version}),
        "propose renaming": ("rename", [city.pk], {"slug": "renamed", "confirmed": "renamed", **version}),
        "propose restoring": ("restore", [city.pk, earlier.pk if earlier else 0], version),
    }  # fmt: skip
    page, place, data = requests[entry]
    data = {name: value for name, value in data.items() if name not in ("_save", "_publish")}
    status = client.post(
        admin_url(City, page, *place), data | ({} if entry == "move a part" else button)
    ).status_code
    return status, state_of(city) != before


def make_proposal(city: City, *others: City) -> Proposal:
    author, _new = User.objects.get_or_create(username="author", defaults={"is_superuser": True})
    with publishing.proposal_transaction(author) as changes:
        for each in (city, *others):
            each = City.objects.get(pk=each.pk)
            each.name_en = "Proposed"
            changes.save(each)
    assert changes.proposal
    return changes.proposal


def decide(entry: str, client: Client, city: City) -> tuple[int, bool]:
    """Try an entry point of a proposal of somebody else."""
    proposal = make_proposal(city, *([make_city()] if entry == "take out rows" else []))
    page = admin_url(Proposal, "change", proposal.pk)
    if entry in ("see the proposals", "see a proposal", "compare proposals"):
        pages = {
            "see the proposals": admin_url(Proposal, "changelist"),
            "compare proposals": admin_url(Proposal, "compare", proposal.pk, make_proposal(city).pk),
        }
        status = client.get(pages.get(entry, page)).status_code
        return status, status == 200
    if entry == "second look":
        author = proposal.by
        accept_proposal(author, proposal, kind=RevisionKind.UPDATE)
        Proposal.objects.update(is_alone=True)
    if entry == "take off the list":
        decline_proposal(proposal.by, proposal, "No.")
    before = state_of(city)
    if entry == "edit and accept":
        form = f"{admin_url(City, 'change', city.pk)}?proposal={proposal.pk}"
        page = client.get(form)
        sent = form_data(page) if page.status_code == 200 else form_of(city)
        data = {**sent, **text("name", "Edited", "改写"), "_accept": "1"}
        return client.post(form, data).status_code, state_of(city) != before
    buttons = {
        "accept": "_accept", "decline": "_decline", "take back": "_withdraw", "take out rows": "_take_out",
        "second look": "_read", "take off the list": "_dismiss",
    }  # fmt: skip
    data = {"comment": "A reason.", "rows": proposal.revisions.filter(object_id=city.pk).first().pk}
    status = admin_client.decide(client, proposal, buttons[entry], **data).status_code
    return status, state_of(city) != before


CHANGES = {
    "save": {"name_en": "Rewritten", "_save": "1"},
    "save in a pop-up": {"name_en": "Rewritten", "_save": "1", "_popup": "1"},
    "save and publish": {"name_en": "Rewritten", "name_zh_hans": "改写", "_publish": "1"},
}


@pytest.mark.sampled(8)
@pytest.mark.parametrize(("entry", "state", "marks"), [(row[0], row[1], row[2:]) for row in ROWS])
def test_a_role_may_do_what_the_table_says_and_nothing_else(entry, state, marks):
    answers = {}
    for role in COLUMNS:
        status, done = enter(entry, make_user(role), make_city_in(state))
        assert status in (200, 302, 403, 409), f"{role}: {status}"
        answers[role] = "y" if done else "-"
    assert answers == dict(zip(COLUMNS, marks, strict=True))


@pytest.mark.parametrize("role", COLUMNS)
def test_a_source_is_added_in_a_pop_up_by_those_who_write_drafts(role):
    client = Client()
    client.force_login(make_user(role))
    data = {
        "slug": "a-notice", "title": "A notice", "publisher": "A ministry", "language": "en",
        "kind": "page", "url": "https://example.org/", "published": "2020", "_popup": "1", "_save": "1",
    }  # fmt: skip
    response = client.post(f"{admin_url(Source, 'add')}?_popup=1", data)
    may = role in ("Contributor", "Editor", "Publisher")
    assert response.status_code == (200 if may else 403)
    assert Source.objects.exists() is may


@pytest.mark.parametrize("action", ["publish_selected"])
def test_an_action_is_offered_to_those_who_may(action):
    city = make_city()
    for role, offered in (("Editor", False), ("Publisher", True)):
        client = Client()
        client.force_login(make_user(role))
        page = client.get(admin_url(type(city), "changelist"))
        assert (action in dict(page.context["action_form"].fields["action"].choices)) is offered


def test_the_button_that_publishes_is_shown_to_those_who_may():
    path = admin_url(City, "change", make_city(publish=False).pk)
    for role, shown in (("Editor", False), ("Publisher", True)):
        client = Client()
        client.force_login(make_user(role))
        assert ('name="_publish"' in client.get(path).content.decode()) is shown


@pytest.mark.parametrize(
    ("role", "state", "deed"),
    [
        ("Editor", Status.PUBLISHED, "delete"),
        ("Editor", Status.ARCHIVED, "delete"),
        ("Contributor", Status.DRAFT, "delete"),
        (VIEWER, Status.DRAFT, "touch"),
        ("Editor", Status.PUBLISHED, "withdraw"),
        ("Editor", Status.ARCHIVED, "publish"),
    ],
)
def test_a_transaction_refuses_what_the_admin_does_not_offer(role, state, deed):
    city = make_city_in(state)
    with pytest.raises(PermissionDenied), publishing.publication_transaction(make_user(role)) as changes:
        getattr(changes, deed)(city)
    assert City.objects.get(slug=city.slug).status == state


@pytest.mark.parametrize("state", [Status.PUBLISHED, Status.ARCHIVED])
def test_deleting_what_was_public_is_proposed_by_those_who_may_not_withdraw_it(state):
    city = make_city_in(state)
    for role, is_direct in (("Editor", False), ("Publisher", True)):
        client = Client()
        client.force_login(make_user(role))
        page = client.get(admin_url(City, "delete", city.pk)).content.decode()
        assert ('name="_propose"' in page, 'name="_publish"' in page) == (True, is_direct)


@pytest.mark.parametrize("state", [Status.PUBLISHED, Status.ARCHIVED])
def test_who_may_delete_but_not_withdraw_deletes_nothing_that_was_public(state, client):
    rights = ["view_city", "change_city", "delete_city"]
    user = User.objects.create(username="cleaner", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(user)
    city, draft = make_city_in(state), make_city_in(Status.DRAFT)
    for record, may in ((city, False), (draft, True)):
        delete = admin_url(City, "delete", record.pk)
        page = client.get(admin_url(City, "change", record.pk)).content.decode()
        assert (f'href="{delete}"' in page) == may
        assert client.get(delete).status_code == (200 if may else 403)
        client.post(delete, {"post": "yes", "version": record.version})
        assert City.objects.filter(pk=record.pk).exists() != may


def test_who_publishes_a_draft_of_others_needs_no_right_to_change_it():
    user = User.objects.create(username="signatory", is_staff=True)
    user.user_permissions.add(*Permission.objects.filter(codename__in=["view_city", "publish_city"]))
    city = make_city_in("draft")
    with publishing.publication_transaction(user) as changes:
        changes.publish(city)
    assert City.objects.get(pk=city.pk).is_published
    city.name_en = "Rewritten"
    with pytest.raises(PermissionDenied), publishing.publication_transaction(user) as changes:
        changes.save(city)


def test_a_program_has_to_name_itself():
    with pytest.raises(TypeError), publishing.publication_transaction():  # type: ignore[call-arg]
        pass


def test_a_block_of_a_user_can_not_be_joined_by_a_program():
    user = make_user("Contributor")
    with pytest.raises(RuntimeError), publishing.publication_transaction(user), writing():
        pass


@pytest.mark.parametrize("model", get_record_types().values())
def test_every_type_of_record_has_the_rights_of_its_roles(model: type[Record]):
    names = {f"{operation}_{model._meta.model_name}" for operation in Operation}
    assert set(Permission.objects.filter(codename__in=names).values_list("codename", flat=True)) == names
    for role, operations in ROLES.items():
        held = set(Group.objects.get(name=role).permissions.values_list("codename", flat=True))
        assert {name for name in names if name in held} == {
            f"{operation}_{model._meta.model_name}" for operation in operations
        }


def test_a_reader_reads_records_logs_and_questions_and_nothing_else():
    held = Group.objects.get(name="Reader").permissions.values_list("codename", flat=True)
    records = {f"view_{model._meta.model_name}" for model in get_record_types().values()}
    assert set(held) == {*records, "view_publication", "view_revision", "view_contentquestion"}


@pytest.mark.parametrize("role", ROLES)
def test_every_role_reads_the_logs_of_publications_and_revisions(role):
    make_city_in(Status.PUBLISHED)
    client = Client()
    client.force_login(make_user(role))
    for model in (Publication, Revision):
        row = model.objects.first()
        pages = admin_url(model, "changelist"), admin_url(model, "change", row.pk)
        assert [client.get(page).status_code for page in pages] == [200, 200]


def test_rights_that_an_administrator_added_to_a_group_stay():
    group, right = Group.objects.get(name="Editor"), Permission.objects.get(codename="withdraw_city")
    missing = Permission.objects.get(codename="propose_city")
    group.permissions.add(right)
    group.permissions.remove(missing)
    before = Group.objects.count()
    call_command("migrate", verbosity=0)
    assert {right, missing} <= set(group.permissions.all())
    assert Group.objects.count() == before


def test_an_administrator_keeps_accounts_and_can_not_make_a_superuser():
    chief = User.objects.create_superuser("chief")
    colleague = User.objects.create(username="colleague", is_staff=True)
    client = Client()
    client.force_login(make_user("Administrator"))
    path = admin_url(User, "change", colleague.pk)
    publisher = Group.objects.get(name="Publisher")
    data = {"groups": [publisher.pk], "is_superuser": "on", "user_permissions": [1]}
    assert client.post(path, {**user_form(client, path), **data}).status_code == 302
    colleague.refresh_from_db()
    assert (colleague.is_superuser, colleague.user_permissions.count()) == (False, 0)
    assert list(colleague.groups.all()) == [publisher]
    assert client.post(admin_url(User, "change", chief.pk), {"username": "mine"}).status_code == 403
    assert client.post(admin_url(User, "delete", chief.pk), {"post": "yes"}).status_code == 403
    assert client.post(reverse("admin:auth_user_password_change", args=[chief.pk]), {}).status_code == 403


def user_form(client: Client, path: str) -> dict:
    form = client.get(path).context["adminform"].form
    values = {field.html_name: field.value() for field in form}
    return {
        name: value for name, value in values.items() if isinstance(value, (str, int)) and name != "password"
    }


@pytest.mark.parametrize("role", ["Editor", "Publisher"])
def test_accounts_and_keys_are_kept_by_administrators_alone(role):
    client = Client()
    client.force_login(make_user(role))
    assert client.get(admin_url(User, "changelist")).status_code == 403
    assert client.get(reverse("admin:api_apikey_changelist")).status_code == 403


def test_what_a_user_may_not_publish_is_not_saved_either():
    client = Client()
    client.force_login(make_user("Editor"))
    city = make_city_in("draft")
    response = submit_form(client, admin_url(City, "change", city.pk), {"name_en": "Rewritten"}, "_publish")
    assert response.status_code == 403
    assert City.objects.get(pk=city.pk).name_en == city.name_en
