"""What the search finds of this app."""

from django.utils.translation import gettext_lazy as _

from records.search_index import register_page_text

register_page_text(
    "developers",
    _("All content is open data, and every figure has its source. No key is needed to read it."),
    _("Everything in one file"),
    _("Examples"),
    _("Reference"),
    _("Keeping a copy"),
    names=(
        "API, download, download data, downloads, open data, dataset, CSV, Excel, XLSX, JSON, "
        "Parquet, ZIP, 数据, 下载, 下载数据, 数据下载, 下载资料, 开放数据, 数据集, 接口, 表格"
    ),
)
