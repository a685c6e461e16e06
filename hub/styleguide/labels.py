"""What the states of most parts are called."""

from django.utils.translation import pgettext_lazy

NONE = pgettext_lazy("style guide", "None")
ONE = pgettext_lazy("style guide", "One")
SEVERAL = pgettext_lazy("style guide", "Several")
MANY = pgettext_lazy("style guide", "Many")
THOUSAND = pgettext_lazy("style guide", "A thousand")
MISSING = pgettext_lazy("style guide", "Missing")
LONG = pgettext_lazy("style guide", "Long names")
CHINESE = pgettext_lazy("style guide", "Chinese")
ERROR = pgettext_lazy("style guide", "Error")
USUAL = pgettext_lazy("style guide", "Usual")
