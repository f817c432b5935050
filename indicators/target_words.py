"""The vocabulary of target values: units of measure, multipliers, and words for operators.

Only what stands in ``UNITS`` and ``MONEY_UNITS`` is a unit. Everything else behind a number is words
(``≥90及时率``), and the review rules tell the two apart.
"""

from __future__ import annotations

from enum import StrEnum


class Operator(StrEnum):
    """How a figure bounds the result; the value is the sign that people are shown."""

    EQ = "="
    GE = "≥"
    LE = "≤"
    GT = ">"
    LT = "<"
    ABOUT = "约"
    RANGE = "～"
    NONE = ""


UNITS: tuple[str, ...] = (
    # people and households
    *("人", "名", "位", "户", "人次", "人天", "人日", "人月", "户次", "周岁", "岁"),
    # organisations and things
    *("个", "个人", "家", "所", "支", "只", "项", "件", "条", "宗", "起", "例", "份", "本", "册", "篇", "张", "幅"),
    *("部", "集", "版", "字", "则", "套", "组", "台", "台套", "台次", "辆", "辆次", "架", "架次", "艘", "车次"),
    *("座", "栋", "幢", "间", "处", "口", "盏", "棵", "株", "头", "根", "块", "把", "双", "枚", "箱", "袋"),
    *("瓶", "盒", "桶", "卷", "路", "床", "床位", "标段"),
    # events
    *("次", "期", "场", "场次", "班", "班次", "批", "批次", "届", "轮", "遍", "趟", "节", "门", "堂", "件次"),
    *("项次", "课时", "学时", "课次", "节次", "期次", "星级", "级"),
    # time
    *("年", "月", "周", "天", "日", "小时", "分钟", "秒", "个月", "个小时", "季度", "个季度", "学期", "个学期"),
    *("工作日", "个工作日", "自然日", "个自然日"),
    # length, area, volume, weight, energy, data
    *("米", "千米", "公里", "厘米", "毫米", "延米", "km", "平方米", "平方公里", "平方千米", "㎡", "m²", "m2"),
    *("亩", "公顷", "立方米", "m³", "m3", "升", "毫升", "吨", "千克", "公斤", "斤", "克", "毫克", "微克", "kg"),
    *("千瓦", "千瓦时", "kW", "kWh", "兆瓦", "分贝", "℃", "摄氏度", "MB", "GB", "TB", "Mbps"),
    # shares and scores
    *("%", "％", "﹪", r"\%", "‰", "个百分点", "百分点", "倍", "分"),
)

MONEY_UNITS: dict[str, int] = {
    # unit of money: its power of ten against the base unit
    "元": 0, "百元": 2, "千元": 3, "万元": 4, "十万元": 5, "百万元": 6, "千万元": 7, "亿元": 8, "万亿元": 12,
    "美元": 0, "万美元": 4, "亿美元": 8, "欧元": 0, "万欧元": 4, "港元": 0, "万港元": 4,
}  # fmt: skip
MONEY_BASES: tuple[str, ...] = ("美元", "欧元", "港元", "元")

# Units that only stand below the line: 件/万人, 次/半年.
DENOMINATORS: tuple[str, ...] = ("百人", "千人", "万人", "十万人", "百万人", "亿元", "季", "半年", "学年")

UNIT_SPELLINGS: dict[str, str] = {
    "％": "%", "﹪": "%", r"\%": "%", "㎡": "平方米", "m²": "平方米", "m2": "平方米", "m³": "立方米",
    "m3": "立方米", "km": "公里", "千米": "公里", "kg": "公斤", "千克": "公斤", "百分点": "个百分点",
}  # fmt: skip

# Multiplier behind a number: its power of ten.
MULTIPLIERS: dict[str, int] = {
    "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8, "万亿": 12,
}  # fmt: skip

# Words that begin with the character of a unit and are none: ≥90人员满意度, ≥10 次数, 100周年.
WORDS_LIKE_UNITS: frozenset[str] = frozenset(
    (
        "人员 人数 人才 人均 人口 人群 人民 人事 人大 人社 人力 人居 人防 人身 人为 人文 人工 人物 人性 人选 "
        "名称 名额 名录 名牌 位于 位置 户籍 户均 户口 户外 户数 岁末 "
        "个人 个性 个别 家庭 家属 所有 所属 所需 所在 所得 所长 "
        "所占 所涉 支持 支出 支付 支部 支撑 支行 支援 只有 只能 只要 项目 项数 项下 件数 件均 条件 条例 条款 "
        "条理 条线 宗旨 宗教 起到 起步 起草 起诉 起点 例会 例行 例如 份额 份数 本级 本地 本市 本区 本县 本年 "
        "本科 本单 本部 本村 本项 本次 本质 本土 本职 本金 册数 篇数 篇幅 张贴 幅度 部门 部分 部署 部队 部级 "
        "部属 集中 集体 集约 集团 集成 集聚 集镇 版面 版本 版权 字数 则为 套餐 套数 组织 组成 组建 组长 组员 "
        "组合 台账 台数 台风 台阶 架构 座位 座谈 座椅 间接 间隔 间距 处置 处理 处罚 处室 处级 处于 处方 口径 "
        "口碑 口岸 口述 头部 根据 根本 把握 把关 双方 双向 双拥 路面 路段 路灯 次数 次序 次性 次日 次年 次要 "
        "期间 期限 期末 期满 期初 期望 场所 场地 场馆 场景 班级 班子 班组 班主 班车 批复 批准 批示 批评 批量 "
        "届满 轮换 轮岗 轮椅 遍及 遍布 节约 节能 节目 节省 节点 节假 门户 门诊 门禁 课时费 级别 级数 "
        "级差 年度 年限 年均 年底 年末 年初 年内 年终 年龄 年轻 年报 年检 年审 年代 年级 年份 月份 月底 月末 "
        "月均 月度 月报 周年 周边 周期 周末 周围 周转 周到 天数 天气 天然 日常 日期 日均 日照 日间 米面 升级 "
        "升学 升值 升高 吨位 斤两 克服 亩均 倍数 倍增 分类 分配 分布 分析 分解 分层 分别 分工 分管 分级 分之 "
        "元旦 元素 元宵 卷宗 卷入 卷烟 卷首"
    ).split()
)

# Units that do not count behind a Chinese numeral: 十分满意, 一级, 三月, 一双.
NOT_AFTER_CHINESE_NUMERALS: frozenset[str] = frozenset(
    {"月", "日", "分", "级", "路", "双", "起", "头", "口", "块", "把"}
)

OPERATOR_SIGNS: dict[str, Operator] = {
    "≥": Operator.GE, "≧": Operator.GE, "⩾": Operator.GE, ">=": Operator.GE, "=>": Operator.GE,
    r"\geqslant": Operator.GE, r"\geq": Operator.GE, r"\ge": Operator.GE, "&ge;": Operator.GE, "&gt;=": Operator.GE,
    "≤": Operator.LE, "≦": Operator.LE, "⩽": Operator.LE, "<=": Operator.LE, "=<": Operator.LE,
    r"\leqslant": Operator.LE, r"\leq": Operator.LE, r"\le": Operator.LE, "&le;": Operator.LE, "&lt;=": Operator.LE,
    ">": Operator.GT, "&gt;": Operator.GT, r"\gt": Operator.GT,
    "<": Operator.LT, "&lt;": Operator.LT, r"\lt": Operator.LT,
    "=": Operator.EQ, "==": Operator.EQ, "≈": Operator.ABOUT, r"\approx": Operator.ABOUT,
}  # fmt: skip

OPERATOR_WORDS: dict[Operator, tuple[str, ...]] = {
    Operator.GE: (
        "大于等于", "大于或等于", "不少于", "不低于", "不小于", "不得少于", "不得低于", "至少", "最少", "最低", "下限",
    ),
    Operator.LE: (
        "小于等于", "小于或等于", "不超过", "不高于", "不大于", "不多于", "不得超过", "不得高于", "不突破", "至多",
        "最多", "最高", "上限", "控制在",
    ),
    Operator.GT: ("大于", "超过", "高于", "多于", "超"),
    Operator.LT: ("小于", "低于", "少于", "不足", "未满"),
    Operator.EQ: ("等于",),
    Operator.ABOUT: ("大约", "约为", "约"),
}  # fmt: skip

# 以上 and 以下 include the figure itself, as in law.
SUFFIX_OPERATORS: dict[str, Operator] = {
    "及以上": Operator.GE, "以上": Operator.GE, "及以下": Operator.LE, "以下": Operator.LE, "以内": Operator.LE,
    "之内": Operator.LE, "左右": Operator.ABOUT, "上下": Operator.ABOUT, "内": Operator.LE,
}  # fmt: skip
