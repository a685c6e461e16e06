"""Pages of records say whether they were read, so a new mark makes them new pages."""

from django.db.models import Count, Max, Subquery, Value

from records.models import ReadMark
from web.versions import register_version

_MARKS = ReadMark.objects.order_by().annotate(every=Value(1)).values("every")


# The number too, because a mark may be taken back.
register_version("read_marks", lambda: Subquery(_MARKS.annotate(newest=Max("pk")).values("newest")))
register_version("read_mark_count", lambda: Subquery(_MARKS.annotate(number=Count("pk")).values("number")))
