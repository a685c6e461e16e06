"""The corrections of published records: what was wrong, what stands now, when and why."""

from html import unescape
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.html import strip_tags
from django.utils.translation import override
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.pagination import CursorPagination

from api.authentication import ApiKeyAuthentication
from api.throttling import MinuteRateThrottle
from records.corrections import build_corrections, get_public_corrections

_LANGUAGES = [code for code, _name in settings.LANGUAGES]


class PlainTextField(serializers.CharField):
    """A value of the history, which is HTML, as text; several lines are separated by a line break."""

    def to_representation(self, value: Any) -> str:
        return unescape(strip_tags(str(value).replace("<br>", "\n"))).strip()


class ChangedFieldSerializer(serializers.Serializer):
    """A changed field. `note` replaces values that would look the same; an empty value isn't recorded."""

    field = PlainTextField(source="label")
    before = PlainTextField()
    after = PlainTextField()
    note = PlainTextField()


class CorrectionSerializer(serializers.Serializer):
    """A version of a record that corrected an error.

    `number` is its row of the change log; `type`, `slug` and `title` are those of the record now. `changed`
    is null if the version before was removed for legal reasons.
    """

    number = serializers.IntegerField()
    version = serializers.IntegerField()
    at = serializers.DateTimeField()
    type = serializers.CharField(source="record_type")
    slug = serializers.CharField()
    title = serializers.CharField()
    page = serializers.SerializerMethodField()
    reason = serializers.CharField()
    changed = ChangedFieldSerializer(source="lines", many=True, allow_null=True)

    def get_page(self, correction: Any) -> str:
        return f"{self.context['origin']}/{self.context['lang']}{correction.path}"


class CorrectionPagination(CursorPagination):
    page_size = 50
    ordering = "-publication"


class _LanguageSerializer(serializers.Serializer):
    """The parameter `lang`, in which titles and changed fields are."""

    lang = serializers.ChoiceField(_LANGUAGES, default="en")


class CorrectionListView(ListAPIView):
    """The corrections of records that are published, newest first. Reasons are as the editor wrote them."""

    authentication_classes = (ApiKeyAuthentication,)
    throttle_classes = (MinuteRateThrottle,)
    pagination_class = CorrectionPagination
    serializer_class = CorrectionSerializer
    lang = "en"

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        parameters = _LanguageSerializer(data=request.query_params)
        parameters.is_valid(raise_exception=True)
        self.lang = parameters.validated_data["lang"]

    def list(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        with override(self.lang):
            return super().list(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet:
        return get_public_corrections()

    def paginate_queryset(self, queryset: Any) -> Any:
        return build_corrections(super().paginate_queryset(queryset) or [])

    def get_serializer_context(self) -> dict[str, Any]:
        origin = settings.SITE_URL or f"{self.request.scheme}://{self.request.get_host()}"
        return {**super().get_serializer_context(), "origin": origin, "lang": self.lang}
