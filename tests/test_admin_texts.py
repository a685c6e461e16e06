"""Texts in three languages side by side in the forms of the admin."""

import pytest
from django.contrib.auth.models import Permission
from django.forms import ModelForm, modelform_factory
from django.urls import reverse

from cities.models import City, CityFigure
from coalition.models import Exchange, ExchangeCity
from records.admin.widgets.translated_texts import build_translated_form
from records.diff.outdated_texts import get_newest_outdated_texts
from records.models import Revision
from records.texts.glossary import list_hints, load_terms
from tests.admin_client import admin_url, form_data, submit_form
from tests.factories import make_city, make_city_figure, make_exchange, make_source, save_part, text, writing
from tests.html_text import strip_block_whitespace

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    texts = {**text("name", "Datong", "大同市"), **text("lede", "A coal city.", "一座煤都。")}
    source = make_source("a-notice")
    lists = {"lede_sources": [source], "coordinates_sources": [source], "summary_sources": [source]}
    city = make_city("datong", **texts, lists=lists)
    make_city_figure(
        city, "area", **text("label", "Area", "面积"), **text("note", "With the districts.", "含各区。")
    )
    return city


def edit(row, **changes):
    """Change a record or part, as read anew."""
    row = type(row).objects.get(pk=row.pk)
    for name, value in changes.items():
        setattr(row, name, value)
    with writing() as changes_of_record:
        changes_of_record.save(row)


def open_form(client, record):
    return client.get(admin_url(type(record), "change", record.pk))


def get_part_path(city, relation="key_facts", key="area"):
    return admin_url(City, "part", city.pk, relation, key)


def list_lines(fieldsets):
    return [line for _title, options in fieldsets for line in options["fields"]]


# -- one line of a form --------------------------------------------------------------------------------


def test_each_text_of_a_record_and_its_parts_is_one_line_of_three_fields(admin_client, city):
    record = open_form(admin_client, city).context["adminform"]
    (figure,) = admin_client.get(get_part_path(city)).context["inline_admin_formsets"]
    texts = {record: ("name", "lede", "summary", "coordinates_note"), figure: ("label", "note", "period")}
    for form, names in texts.items():
        lines = list_lines(form.fieldsets)
        for name in names:
            assert (f"{name}_en", f"{name}_zh_hans", f"{name}_zh_hant") in lines
        assert "zh_hant" not in lines


def test_no_form_has_the_box_with_a_syntax_of_its_own(admin_client, city):
    exchange = make_exchange()
    save_part(ExchangeCity(exchange=exchange, city=city, role="host"))
    for response in (open_form(admin_client, city), open_form(admin_client, exchange)):
        names = set(form_data(response))
        assert not {
            name for name in names if name.endswith("zh_hant") and name.rpartition("-")[2] == "zh_hant"
        }
    assert "cities-0-note_zh_hant" in form_data(open_form(admin_client, exchange))


def test_a_text_is_shown_in_traditional_chinese_without_a_script(admin_client, city):
    page = strip_block_whitespace(open_form(admin_client, city).content.decode())
    assert ">一座煤都。</output>" in page
    assert "Left empty: converted from 简体." in page


def test_who_may_only_view_a_record_sees_its_text_in_three_languages(client, django_user_model, city):
    user = django_user_model.objects.create(username="viewer", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_city"))
    client.force_login(user)
    edit(city, name_zh_hans="台山")
    page = open_form(client, city).content.decode()
    assert "Name (繁體)" in page
    assert "台山" in page


# -- Traditional Chinese --------------------------------------------------------------------------------


def test_a_traditional_text_written_by_hand_replaces_the_converted_one(admin_client, city):
    path = admin_url(City, "change", city.pk)
    assert submit_form(admin_client, path, {"name_zh_hant": "平城"}).status_code == 302
    assert City.objects.get().zh_hant == {"name": "平城"}
    assert form_data(admin_client.get(path))["name_zh_hant"] == "平城"


def test_a_traditional_text_of_a_part_leaves_those_of_its_record(admin_client, city):
    edit(city, zh_hant={"name": "平城"})
    changes = {"key_facts-0-label_zh_hant": "佔地"}
    assert submit_form(admin_client, get_part_path(city), changes).status_code == 302
    assert CityFigure.objects.get().zh_hant == {"label": "佔地"}
    assert City.objects.get().zh_hant == {"name": "平城"}


def test_an_emptied_traditional_text_is_converted_again(admin_client, city):
    edit(city, zh_hant={"name": "平城", "lede": "煤城。"})
    submit_form(admin_client, admin_url(City, "change", city.pk), {"name_zh_hant": ""})
    assert City.objects.get().zh_hant == {"lede": "煤城。"}


def test_a_text_typed_as_it_would_be_converted_goes_on_being_converted(admin_client, city):
    edit(city, name_zh_hans="香港网络")
    submit_form(admin_client, admin_url(City, "change", city.pk), {"name_zh_hant": "香港網絡"})
    assert City.objects.get().zh_hant == {}


def test_saving_a_form_unchanged_leaves_the_texts_written_by_hand(admin_client, city):
    edit(city, zh_hant={"name": "大同市"})
    version = City.objects.get().version
    assert submit_form(admin_client, admin_url(City, "change", city.pk), {}).status_code == 302
    assert City.objects.get().zh_hant == {"name": "大同市"}
    assert City.objects.get().version == version


def test_a_form_with_other_fields_leaves_the_texts_written_by_hand(city):
    edit(city, zh_hant={"name": "大同市"})
    form_class = modelform_factory(City, build_translated_form(City, ModelForm), fields=["kind"])
    form = form_class({"kind": "prefecture_level"}, instance=City.objects.get())
    assert form.is_valid()
    assert form.instance.zh_hant == {"name": "大同市"}


# -- lengths --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("lede_en", "x" * 134, "14 characters too many: this has 134, at most 120 fit."),
        ("lede_zh_hans", "煤" * 46, "1 character too many: this has 46, at most 45 fit."),
        ("lede_zh_hant", "煤" * 47, "2 characters too many: this has 47, at most 45 fit."),
        ("key_facts-0-label_en", "x" * 203, "3 characters too many: this has 203, at most 200 fit."),
    ],
)
def test_a_text_that_is_too_long_says_by_how_much_and_stays(admin_client, city, field, value, message):
    path = get_part_path(city) if "-" in field else admin_url(City, "change", city.pk)
    response = submit_form(admin_client, path, {field: value})
    page = response.content.decode()
    assert response.status_code == 200
    assert page.count(message) == 1
    assert value in page


def test_no_text_is_cut_off_while_it_is_typed(admin_client, city):
    paths = [admin_url(Exchange, "change", make_exchange().pk), get_part_path(city)]
    for path in [admin_url(City, "change", city.pk), *paths]:
        context = admin_client.get(path).context
        forms = [context["adminform"].form]
        forms += [form for inline in context["inline_admin_formsets"] for form in inline.formset.forms]
        widgets = [field.field.widget for form in forms for field in form if "_zh_han" in field.name]
        assert widgets
        assert not [widget for widget in widgets if "maxlength" in widget.attrs]


def test_a_line_break_in_a_text_of_one_line_is_a_space(admin_client, city):
    submit_form(admin_client, admin_url(City, "change", city.pk), {"name_en": "Da\r\ntong"})
    assert City.objects.get().name_en == "Da tong"


# -- preview --------------------------------------------------------------------------------------------


def preview(client, **texts):
    return client.post(reverse("admin-preview-texts"), texts)


def test_the_preview_converts_as_pages_do_and_names_words_of_the_glossary(admin_client):
    answer = preview(admin_client, en="The plan", zh_hans="长春代管的信息").json()
    assert answer["traditional"] == "長春代管的資訊"
    hints = strip_block_whitespace(answer["hints"])
    assert 'lang="zh-Hans">信息</span> → <span lang="zh-Hant">資訊</span>' in hints
    assert 'lang="zh-Hans">代管</span>: <span lang="en">administered by</span>' in hints
    assert 'lang="en">plan</span> = <span lang="zh-Hans">方案、规划</span>' in hints


def test_the_preview_is_for_staff_only_and_bounded(client, admin_client):
    client.logout()
    assert preview(client, zh_hans="长春").status_code == 403
    assert preview(admin_client, zh_hans="长" * 20_001).status_code == 413
    assert admin_client.get(reverse("admin-preview-texts")).status_code == 405


def test_hints_name_the_longest_terms_and_what_not_to_write():
    hints = {hint.word.text: hint for hint in list_hints("Resident population of material flows.", "")}
    assert list(hints) == ["resident population", "material flow"]
    assert (hints["resident population"].meaning.text, hints["resident population"].avoided.text) == (
        "常住人口",
        "户籍人口",
    )
    assert hints["material flow"].avoided is None


def test_hints_are_few():
    everything = " ".join(form for term in load_terms() for form in term.forms)
    assert len(list_hints(everything, "")) == 8


# -- English changed since ------------------------------------------------------------------------------

NOTE = "key_facts.area.note"


def get_outdated(city) -> set[str]:
    return set(get_newest_outdated_texts(city)[1])


def test_a_text_whose_english_changed_later_is_marked_until_its_chinese_changes(admin_client, city):
    edit(city, lede_en="A city of coal and dragons.")
    edit(city, name_en="Tatung")
    assert get_outdated(city) == {"lede", "name"}
    page = open_form(admin_client, city).content.decode()
    assert page.count("English changed since") == 2
    edit(city, lede_zh_hans="煤与龙之城。")
    assert get_outdated(city) == {"name"}


def test_a_text_changed_in_both_languages_or_without_chinese_is_not_marked(city):
    edit(city, lede_en="New.", lede_zh_hans="新的。", summary_en="A summary.", summary_zh_hans="概况。")
    edit(city, coordinates_note_en="At the station.")
    edit(city, coordinates_note_en="At the market.")
    assert get_outdated(city) == set()


def test_what_changed_in_english_is_compared_with_the_text_that_was_translated(admin_client, city):
    edit(city, lede_en="A city of coal.")
    edit(city, lede_en="A city of coal and dragons.")
    form = open_form(admin_client, city).context["adminform"].form
    page = admin_client.get(form.outdated_texts["lede"].comparison).content.decode()
    assert "A coal city." in strip_block_whitespace(page).replace("<mark>", "").replace("</mark>", "")


def test_it_still_fits_removes_the_mark_of_a_part_and_no_other(admin_client, city):
    figure = CityFigure.objects.get()
    edit(figure, note_en="With all districts.")
    edit(city, lede_en="A city of coal.")
    assert get_outdated(city) == {"lede", NOTE}
    page = admin_client.get(get_part_path(city)).content.decode()
    assert f'name="_still_fits" value="{NOTE}"' in page
    assert page.count("English changed since") == 1
    version, revisions = City.objects.get().version, Revision.objects.count()
    submit_form(admin_client, get_part_path(city), {"_still_fits": NOTE})
    assert get_outdated(city) == {"lede"}
    assert (City.objects.get().version, Revision.objects.count()) == (version, revisions)


def test_a_form_without_marks_costs_one_query_for_them(admin_client, city, django_assert_max_num_queries):
    open_form(admin_client, city)
    with django_assert_max_num_queries(1):
        get_newest_outdated_texts(city)
