"""Long sample texts: random words, as many as a summary has, for search and for the size of tables."""

import random

WORDS = 200
_ENGLISH = """
waste recycling park city industrial symbiosis steam heat water sludge ash slag gypsum
cement steel paper plant company network exchange material reuse repair remanufacturing
packaging logistics textile battery vehicle plastic glass metal copper aluminium timber
straw biogas compost digester energy saving carbon target pilot district province
ministry subsidy contract supplier procurement standard audit platform collection sorting
treatment residue by-product feedstock furnace boiler pipeline supplies receives joins
"""
_CHINESE = """
废物 回收 园区 城市 工业 共生 蒸汽 余热 中水 污泥 粉煤灰 钢渣 石膏 水泥 钢铁 造纸 企业
网络 交流 物料 再利用 维修 再制造 包装 物流 纺织 电池 汽车 塑料 玻璃 金属 铜 铝 木材 秸秆
沼气 堆肥 能源 节约 碳 目标 试点 区 省 补贴 合同 供应商 采购 标准 审核 平台 收集 分拣
处理 残渣 副产品 原料 锅炉 管道 供应 接收
"""
_ENGLISH_WORDS, _CHINESE_WORDS = _ENGLISH.split(), _CHINESE.split()


def build_long_text(chance: random.Random) -> tuple[str, str]:
    """Return a text of `WORDS` words in English and one in Chinese."""
    english = " ".join(chance.choices(_ENGLISH_WORDS, k=WORDS - 1))
    return f"Sample {english}.", f"样本{''.join(chance.choices(_CHINESE_WORDS, k=WORDS - 1))}。"
