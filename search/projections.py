"""The search index: entries of records follow the log row by row, those of pages change with a release.

Those of cities have their waste portraits, too, which come from many records.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from cities.models import City, Indicator, IndicatorValue
from records.projections import Projection, Timing, find_record_types, register
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
register(
    Projection(
        name="search-waste",
        title=_("Where the municipal waste went"),
        tables=(SearchEntry,),
        record_types=find_record_types((City, Indicator, IndicatorValue)),
        build=index.build_derived_entries,
    )
)
