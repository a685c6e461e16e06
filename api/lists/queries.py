"""The base of lists that are calculated for a query, from present records."""

from collections.abc import Sequence, Set
from typing import Any, ClassVar

from django.http import HttpResponse
from django.utils.translation import override

from api.records.renderers import Objects
from api.serializers import SerializerContext
from api.views import cache_response
from api.viewsets import ListViewSet, SequencePageMixin
from records.field_kinds.representation import ALL, API_LANGUAGES


class QueryListViewSet(SequencePageMixin, ListViewSet):
    """Base of lists of what is found for a query. Texts are in one language, and there is no past state.

    A subclass has `parse_query()`, which adds errors to the parser, and `find_rows()`, which is called in the
    language of the response.
    """

    output_names = frozenset({"lang", "labels", "fields"})
    #: Why there is no past state.
    about_as_of: ClassVar[str]

    def parse_query(self) -> None:
        raise NotImplementedError

    def find_rows(self) -> Sequence[Any]:
        raise NotImplementedError

    # -- parameters ---------------------------------------------------------------------------------

    def list_parameter_names(self) -> Set[str]:
        names = super().list_parameter_names()
        return names | {"as_of"} if "as_of" in self.request.query_params else names

    def parse_output(self) -> SerializerContext:
        output = super().parse_output()
        if "as_of" in self.request.query_params:
            self.parser.add_error("as_of", f"Not available here: {self.about_as_of}")
        if output.lang == ALL:
            self.parser.add_error("lang", f"“{ALL}” is not allowed here.", API_LANGUAGES)
        return output

    # -- answers ------------------------------------------------------------------------------------

    @cache_response
    def list(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.make_answer()

    def make_answer(self) -> HttpResponse:
        self.parse_query()
        self.parser.raise_errors()
        with override(self.output.lang):
            rows = self.find_rows()
            if self.is_export:
                return self.export(rows)
            page = self.paginate_queryset(rows)
            return self.get_paginated_response(self.get_serializer(page, many=True).data)

    def serialize(self, versions: Sequence[Any]) -> Objects:
        # A file is written after the view has returned.
        with override(self.output.lang):
            return super().serialize(versions)
