"""Links to records are those of `reverse()`, in each language and below each prefix."""

import pytest
from django.urls import NoReverseMatch, reverse, set_script_prefix
from django.utils.translation import override

from records.page_urls import build_page_url


@pytest.mark.parametrize("language", ["en", "zh-hans", "zh-hant"])
def test_a_url_has_the_active_language(language):
    for _time in range(2):
        with override(language):
            assert build_page_url("city", "suzhou") == reverse("city", args=["suzhou"])


def test_a_url_begins_with_the_prefix_of_the_server():
    build_page_url("city", "suzhou")
    set_script_prefix("/hub/")
    try:
        assert build_page_url("city", "suzhou") == reverse("city", args=["suzhou"])
    finally:
        set_script_prefix("/")


def test_a_record_without_a_slug_has_no_page():
    with pytest.raises(NoReverseMatch):
        build_page_url("city", "")
