"""What the search finds of this app: the form, while it is open."""

from django.utils.translation import gettext_lazy as _

from enquiries.availability import is_form_open
from records.search_index import register_page_text

register_page_text(
    "report",
    _("A person reads it and answers. No account needed."),
    names=(
        "report an error, report error, report a mistake, wrong figure, wrong number, error, mistake, "
        "correct a figure, 报告错误, 举报错误, 报错, 纠错, 数据有误, 数字错误, 错误"
    ),
    is_open=is_form_open,
)
