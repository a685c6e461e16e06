"""Selects of the admin are those of Django, rendered without a template for each option."""

import pytest
from django import forms
from pytest_django.asserts import assertHTMLEqual

from records.admin.widgets.selects import OptionsSelect

CHOICES = [("", "---------"), ("a", "One & <two>"), ("Places", [("b", "“B”"), (3, "Three")]), (None, "None")]
ATTRS = {"id": "id_kind", "class": 'x "y"', "required": True, "hidden": False, "data-n": 0}


@pytest.mark.parametrize("value", ["", "a", "b", 3, "3", "unknown", None, "<"])
@pytest.mark.parametrize("attrs", [None, {}, ATTRS])
def test_it_has_the_html_of_django(value, attrs):
    theirs = forms.Select(choices=CHOICES).render("kind", value, attrs)
    ours = OptionsSelect(choices=CHOICES).render("kind", value, attrs)
    assertHTMLEqual(ours, theirs)


def test_it_renders_without_templates():
    class Renderer(forms.renderers.DjangoTemplates):
        def render(self, *args, **kwargs):
            raise AssertionError("A template is rendered.")

    assert "selected" in OptionsSelect(choices=CHOICES).render("kind", "a", renderer=Renderer())
