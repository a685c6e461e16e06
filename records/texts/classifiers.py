"""Classifiers: the word that Chinese puts between a number and what is counted, as in 42家企业."""

import re

from django.utils.translation import get_language

from records.texts.translation import convert_to_traditional

#: Classifiers other than 个, and the nouns that take them.
_NOUNS = {
    "家": ("园区", "开发区", "企业", "公司", "工厂", "机构", "单位", "主体"),
    "处": ("设施",),
    "项": ("指标", "举措", "措施", "任务", "事项", "计划", "成效"),
    "条": ("物料流",),
    "场": ("活动",),
}
_CLASSIFIERS = {noun: classifier for classifier, nouns in _NOUNS.items() for noun in nouns}
# A Chinese name ends with its noun; a remark or a word for its number may follow.
_NOUN = re.compile(rf"({'|'.join(_CLASSIFIERS)})(?:总?数量?|总量)?(?:（[^）]*）)?$")


def get_classifier(name: str) -> str:
    """Return the classifier for what a Chinese name says, in the active script; empty if it is 个."""
    match = _NOUN.search(name)
    if not match:
        return ""
    classifier = _CLASSIFIERS[match[1]]
    return convert_to_traditional(classifier) if get_language() == "zh-hant" else classifier
