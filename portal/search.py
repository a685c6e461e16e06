"""What the search finds of this app."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from portal.models import Finding, Priority, Target
from records.search_index import SearchIndex, register, register_page_text

register(
    SearchIndex(
        model=Priority,
        ledes=("problem",),
        body=("context", "problem", "approach", "expected_effect"),
        weight=5,
    )
)
# They answer questions, and stand before the records that they count.
register(SearchIndex(model=Finding, ledes=("text",), body=("text", "limits"), weight=7))
register(SearchIndex(model=Target, ledes=("note",), body=("promised_by", "scope", "note"), weight=3))

register_page_text(
    "about",
    _(
        "Open data on circular cities in China. Every fact has its source; where something is "
        "not known, we say so."
    ),
    _("What China Hub is"),
    _("How facts are checked"),
    _("Gaps and contradictions"),
    _("How to read a figure"),
    _("Evidence levels"),
    _("Source type"),
    _("Precision"),
    _("Where sources disagree"),
    _("Names, places and maps"),
    _("Languages"),
    _("Licences and citation"),
    *([_("Contact and errors")] if settings.CONTACT_EMAIL else []),
    names=(
        "about, about this site, about us, method, methodology, glossary, definitions, data quality, "
        "how to read a figure, 关于, 关于本站, 关于我们, 术语, 方法, 数据说明, 数据质量, 如何读数据"
    ),
)
register_page_text(
    "licence",
    _("How content may be used, and how a page or a figure is cited."),
    names=(
        "cite, citation, how to cite, reference, license, licence, copyright, reuse, CC BY, 引用, "
        "如何引用, 引用格式, 许可, 许可协议, 版权, 使用条款"
    ),
)
register_page_text(
    "legal",
    _("Who publishes China Hub, how its content may be used, and disclaimers."),
    _("Publisher"),
    _("Content"),
    _("Code"),
    _("Third-party works"),
    _("Names, maps and accuracy"),
    names=(
        "imprint, disclaimer, publisher, terms of use, contact, contact us, ICLEI contact, email, e-mail, "
        "address, 法律声明, 免责声明, 主办单位, 联系, 联系我们, 联系方式, 联络, 邮箱, 地址"
    ),
)
register_page_text(
    "privacy",
    _("The public pages set no cookies and send nothing to third parties."),
    _("Server logs"),
    *([_("When you write to us")] if settings.CONTACT_EMAIL else []),
    _("People named here"),
    _("What you can ask for"),
    names="privacy policy, data protection, cookies, 隐私, 私隐, 隐私政策, 个人信息保护",
)
register_page_text(
    "accessibility",
    _(
        "China Hub aims to meet the Web Content Accessibility Guidelines (WCAG) 2.2, level AA, "
        "in all three languages."
    ),
    _("How it is built"),
    _("How it is tested"),
    _("Known limits"),
)
