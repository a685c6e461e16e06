"""The order in which entries are written, and concurrent changes by an editor."""

import pytest

from cities.models import City
from records.content import loader
from records.models import Proposal
from tests.content.loading import load_and_accept
from tests.content.test_loading import edit_city, entry

pytestmark = [pytest.mark.usefixtures("content"), pytest.mark.both_databases, pytest.mark.content_check]


def test_a_record_may_come_to_point_to_a_new_one_of_its_own_type(copy):
    def change(cities):
        town = {**entry(cities, "shenzhen"), "slug": "new-town", "key_facts": [], "profile": []}
        del town["admin_code"]  # no two places have the same
        cities.append(town)
        entry(cities, "guangming")["parent"] = "new-town"

    copy.edit("cities.yaml", change)
    report = load_and_accept(copy.folder)
    assert "city new-town" in report.created
    assert City.objects.get(slug="guangming").parent.slug == "new-town"


def test_what_an_editor_changes_while_the_content_is_loaded_is_left(copy, monkeypatch):
    edit_city(copy, name={"en": "Pingcheng", "zh_hans": "平城"})
    levels = loader._get_self_relations

    def while_loading(model):
        if model is City:  # committed by now, after the records were read
            City.objects.filter(slug="datong").update(name_en="Tatung", version=2)
        return levels(model)

    monkeypatch.setattr(loader, "_get_self_relations", while_loading)
    assert load_and_accept(copy.folder).skipped == ["city datong"]
    assert not Proposal.objects.exists()
