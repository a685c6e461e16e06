"""The search index: entries of records follow the log row by row, those of pages change with a release."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from records.projections import Projection, Timing, register
from search import index
from search.models import SearchEntry

register(
    Projection(
        name=index.RECORD_ENTRIES,
        title=gettext_noop("search index"),
        tables=(SearchEntry,),
        timing=Timing.BY_ROWS,
        build=index.build_record_entries,
        clear=index.clear_entries,
    )
)
register(
    Projection(
        name="search-pages",
        title=_("Pages"),
        tables=(SearchEntry,),
        record_types=frozenset(),
        build=index.build_page_entries,
    )
)
