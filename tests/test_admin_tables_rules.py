"""Rules over several rows of a table, what an account may do with one, and the unit of a row."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client

from cities.models import City, Region
from initiatives.models import Material
from portal.models import Target
from records.models import Proposal, Revision
from tests.admin_client import admin_url
from tests.factories import (
    make_city,
    make_city_figure,
    make_material,
    make_region,
    make_source,
    make_target,
)
from tests.table_files import upload, upload_rows

PARKS = ["slug", "counted_by", "park_level"]
NEW_TARGET = {
    "statement_en": "Parks", "statement_zh_hans": "园区", "scope_en": "Parks", "scope_zh_hans": "园区",
    "kind": "goal", "value": "75", "unit": "percent", "deadline": "2020",
    "source_type": "official", "sources": "a-source",
}  # fmt: skip


def sign_in(group: Group) -> Client:
    user = User.objects.create(username=group.name, is_staff=True)
    user.groups.add(group)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture(scope="module")
def editor(module_rows: None) -> Client:
    make_source()
    city = make_city("changchun", admin_code="220100")
    make_city("anshun")
    make_city("datong")
    for key in ("area", "recycled", "waste"):
        make_city_figure(city, key, value=2, unit="km2")
    make_target("parks", counted_by="parks")
    make_target("pilots", counted_by="pilots")
    return sign_in(Group.objects.get(name="Editor"))


def propose(client, page):
    data = {"reason": "From the yearbook", "kind": "update"}
    return client.post(page.request["PATH_INFO"], data, follow=True)


def list_errors(page) -> list[tuple[int, str]]:
    return [(number, column) for number, column, _message in page.context["batch"].errors]


def test_who_may_not_add_adds_nothing_by_a_file(db):
    make_region("jilin")
    group = Group.objects.create(name="Changes only")
    for codename in ("add_batchdraft", "view_region", "change_region", "propose_region"):
        group.permissions.add(Permission.objects.get(codename=codename))
    client = sign_in(group)
    header = ["slug", "name_en", "name_zh_hans", "kind", "country", "sources"]
    row = ["Jilin Province", "吉林", "province", "CN", "a-source"]
    page = upload_rows(client, Region, [header, ["hebei", *row]])
    assert "may not add a region" in propose(client, page).content.decode()
    assert not Proposal.objects.exists()
    propose(client, upload_rows(client, Region, [header, ["jilin", *row]]))
    assert Revision.objects.get(proposal__isnull=False).slug == "jilin"


def test_a_value_that_only_one_record_may_have_stands_once_in_a_file(editor, db):
    rows = [["slug", "admin_code"], ["anshun", "520400"], ["datong", "520400"]]
    page = upload_rows(editor, City, rows)
    assert page.context["batch"].errors == [[3, "admin_code", "Row 2 has the same."]]


def test_a_value_that_another_record_has_is_told_beside_its_row(editor, db):
    rows = [["slug", "admin_code"], ["changchun", "220100"], ["datong", "220100"]]
    assert (3, "admin_code") in list_errors(upload_rows(editor, City, rows))


@pytest.mark.parametrize(
    ("row", "errors"),
    [
        (["parks-too", "parks", ""], [(2, "park_level")]),
        (["pilots", "parks", ""], [(2, "park_level")]),
        (["parks-too", "pilots", ""], []),
        (["parks-too", "parks", "national"], []),
    ],
)
def test_what_only_some_records_may_have_once_is_asked_of_these_only(editor, db, row, errors):
    cells = NEW_TARGET if row[0] == "parks-too" else {}
    page = upload_rows(editor, Target, [[*PARKS, *cells], [*row, *cells.values()]])
    assert list_errors(page) == errors


def test_a_record_to_which_the_rule_does_not_apply_forbids_nothing(editor, db):
    make_target("national", counted_by="pilots", park_level="national")
    page = upload_rows(
        editor, Target, [[*PARKS, *NEW_TARGET], ["parks-too", "parks", "national", *NEW_TARGET.values()]]
    )
    assert list_errors(page) == []


def test_a_number_is_read_with_the_unit_of_its_own_row(editor, db):
    header = ["city", "key", "value", "unit"]
    rows = [["changchun", "recycled", "45%", "percent"], ["changchun", "waste", "12 t", "t"]]
    page = upload_rows(editor, City, [header, *rows], "key_facts")
    changes = page.context["batch"].changes
    assert [row["values"]["value"] for change in changes for row in change["rows"]] == [45, 12]
    page = upload_rows(editor, City, [header, ["changchun", "waste", "45%", "t"]], "key_facts")
    assert list_errors(page) == [(2, "value")]


def test_without_a_column_for_it_the_unit_is_that_of_the_record(editor, db):
    page = upload_rows(editor, City, [["city", "key", "value"], ["changchun", "area", "1.234"]], "key_facts")
    [[_row, _column, message]] = page.context["batch"].errors
    assert "1,234\xa0km²" in message


def test_a_text_that_a_spreadsheet_has_cut_is_not_shortened_by_it(editor, db):
    make_material("slag", description_en="Slag. " * 6_000)
    file = editor.get(admin_url(Material, "export_file"), {"format": "xlsx"})
    page = upload(editor, Material, b"".join(file.streaming_content), name="table.xlsx")
    assert "Nothing would change" in page.content.decode()
