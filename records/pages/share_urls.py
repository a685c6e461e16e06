"""URL patterns of the pictures of link previews; they have no language prefix."""

from django.urls import path, register_converter

from records.pages.share_cards import SIZES
from records.pages.share_views import render_share_card


class CardSizeConverter:
    regex = "|".join(SIZES)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(CardSizeConverter, "card_size")

urlpatterns = [path("<card_size:size>/<str:token>.png", render_share_card, name="share_card")]
