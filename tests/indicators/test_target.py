from __future__ import annotations

import json
import time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.target import DisplayRole, Kind, Measure, Operator, Quality, Role, parse_target


def reading(text: str) -> list[str]:
    """One line for each reading: ``name/operator/numbers/unit/trailing`` or ``(words)``."""
    lines = []
    for found in parse_target(text).readings:
        if isinstance(found, Quality):
            lines.append(f"({found.text})")
        else:
            numbers = "~".join(f"{quantity.number}{quantity.multiplier}" for quantity in found.quantities)
            sign = "" if found.operator is Operator.RANGE else found.operator
            lines.append(f"{found.name}|{sign}|{numbers}|{found.unit}|{found.trailing}")
    return lines


PAPER_TARGETS = {
    # written on real forms: name | operator | number | unit | words that are no unit
    "1": "||1||",
    "=0": "|=|0||",
    ">1": "|>|1||",
    "1 期": "||1|期|",
    "10期": "||10|期|",
    "2 场": "||2|场|",
    "40万元": "||40|万元|",
    "100%": "||100|%|",
    "=100%": "|=|100|%|",
    "=11间": "|=|11|间|",
    "=17人": "|=|17|人|",
    "=1套": "|=|1|套|",
    "=49个": "|=|49|个|",
    ">=1000本": "|≥|1000|本|",
    ">=5000人": "|≥|5000|人|",
    ">=5部": "|≥|5|部|",
    ">=6次": "|≥|6|次|",
    ">=95%": "|≥|95|%|",
    "≥ 80%": "|≥|80|%|",
    "≥98%": "|≥|98|%|",
    "≥50件": "|≥|50|件|",
    "≥1000 条": "|≥|1000|条|",
    "≤3.2万元": "|≤|3.2|万元|",
    "计划53.10万元": "计划||53.10|万元|",
    "留下大学生 5 万人": "留下大学生||5万|人|",
    "100 有效提升": "||100||有效提升",
    "≥1 满意度": "|≥|1||满意度",
    "≥10 次数": "|≥|10||次数",
    "≥10 提高效率": "|≥|10||提高效率",
    "≥10 购买进度": "|≥|10||购买进度",
    "≥1044 圆满完成": "|≥|1044||圆满完成",
    "≥10 按照(冀政办函(2013)17号)文件要求": "|≥|10||按照(冀政办函(2013)17号)文件要求",
    "≥90及时率": "|≥|90||及时率",
    "≥90参加培训人数": "|≥|90||参加培训人数",
    "≥90各村（社区）远程教育站点覆盖率": "|≥|90||各村（社区）远程教育站点覆盖率",
    "≥90预算控制数": "|≥|90||预算控制数",
    "≥70节约经费开支，保障基本运转": "|≥|70||节约经费开支，保障基本运转",
    "100保障补贴对象人数占应保人数之比": "||100||保障补贴对象人数占应保人数之比",
    "健全": "(健全)",
    "完备": "(完备)",
    "合规": "(合规)",
    "全覆盖": "(全覆盖)",
    "圆满完成": "(圆满完成)",
    "持续提升": "(持续提升)",
}

OTHER_TARGETS = {
    # operators
    ">= 90 %": "|≥|90|%|",
    "＞＝９０％": "|≥|90|%|",
    "<=5天": "|≤|5|天|",
    "=<5天": "|≤|5|天|",
    "≈50": "|约|50||",
    "不少于5名": "|≥|5|名|",
    "不低于90%": "|≥|90|%|",
    "至少1篇": "|≥|1|篇|",
    "大于等于3": "|≥|3||",
    "小于或等于3": "|≤|3||",
    "不超过20万元": "|≤|20|万元|",
    "不高于 5%": "|≤|5|%|",
    "最多3天": "|≤|3|天|",
    "超过100人": "|>|100|人|",
    "少于3起": "|<|3|起|",
    "等于10": "|=|10||",
    "约50人": "|约|50|人|",
    "节约10万元": "节约||10|万元|",
    "控制在40万元以内": "|≤|40|万元|",
    "控制在10个左右": "|约|10|个|",
    "5名以上": "|≥|5|名|",
    "5名（含）以上": "|≥|5|名|",
    "10%及以上": "|≥|10|%|",
    "90分以下": "|≤|90|分|",
    "3天内": "|≤|3|天|",
    "10人内部培训": "||10|人|内部培训",
    "100余人": "|>|100|人|",
    "1万多人次": "|>|1万|人次|",
    "&gt;=80%": "|≥|80|%|",
    r"$\geq 50$": "|≥|50||",
    r"$\leq 90\%$": "|≤|90|%|",
    # ranges
    "10-20人": "||10~20|人|",
    "80%~90%": "||80~90|%|",
    "10至20个": "||10~20|个|",
    "三至五人": "||3~5|人|",
    # numbers
    "1,000,000元": "||1000000|元|",
    "１２期": "||12|期|",
    "十二期": "||12|期|",
    "三十": "||30||",
    "不少于一百零五人": "|≥|105|人|",
    "百分之八十": "||80|%|",
    "百分之95以上": "|≥|95|%|",
    "百分之百": "||100|%|",
    "-5%": "||-5|%|",
    "十分满意": "(十分满意)",
    "一次性完成": "(一次性完成)",
    "三个代表": "(三个代表)",
    "统一": "(统一)",
    # units and words that only look like units
    "5千米": "||5|千米|",
    "3千人": "||3千|人|",
    "≤2.5万元/套": "|≤|2.5|万元/套|",
    "2次每年": "||2|次/年|",
    "12件/万人": "||12|件/万人|",
    "提高3个百分点": "提高||3|个百分点|",
    "100㎡": "||100|㎡|",
    "10名村干部": "||10|名|村干部",
    "10件典型案例": "||10|件|典型案例",
    "5项制度": "||5|项|制度",
    "≥90人员满意度": "|≥|90||人员满意度",
    "≥90项目完成率": "|≥|90||项目完成率",
    "≥90场次覆盖率": "|≥|90|场次|覆盖率",
    "100周年": "||100||周年",
    # names
    "满意度达到90%以上": "满意度|≥|90|%|",
    "覆盖率为100%": "覆盖率||100|%|",
    "满意度：90": "满意度||90||",
    "12345热线办结率100%": "12345热线办结率||100|%|",
    # figures that measure nothing
    "1:20": "(1:20)",
    "2/3": "(2/3)",
    "7×24小时": "(7×24小时)",
    "第1名": "(第1名)",
    "前10名": "(前10名)",
    "5G网络覆盖": "(5G网络覆盖)",
    "1.2.3": "(1.2.3)",
    "≥": "(≥)",
    "—": "(—)",
}


@pytest.mark.parametrize(("text", "expected"), [*PAPER_TARGETS.items(), *OTHER_TARGETS.items()])
def test_target_reads_as(text: str, expected: str) -> None:
    assert reading(text) == [expected]
    assert parse_target(text).format() == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("22 期，培训覆盖率 100%", ["||22|期|", "培训覆盖率||100|%|"]),
        ("完成率 100%，抽查核实率 10%", ["完成率||100|%|", "抽查核实率||10|%|"]),
        ("完成率 100%。抽查率 10%以上", ["完成率||100|%|", "抽查率|≥|10|%|"]),
        ("10人 20场", ["||10|人|", "||20|场|"]),
        ("10期培训覆盖率 100%", ["||10|期|", "培训覆盖率||100|%|"]),
        ("≥10且≤20", ["|≥|10||", "|≤|20||"]),
        ("3人以上5人以下", ["|≥|3|人|", "|≤|5|人|"]),
        ("1、完成率100%；2、满意度≥90%", ["完成率||100|%|", "满意度|≥|90|%|"]),
        ("1.完成率100% 2.满意度95%", ["完成率||100|%|", "满意度||95|%|"]),
        ("①10期②20人", ["||10|期|", "||20|人|"]),
        ("健全、100%、及时", ["(健全)", "||100|%|", "(及时)"]),
        ("健全，完备", ["(健全，完备)"]),
        ("10,20", ["||10||", "||20||"]),
        ("≥50件（其中发明10件，实用40件）", ["|≥|50|件|（其中发明10件，实用40件）"]),
        ("2020年培训10期", ["2020年培训||10|期|"]),
    ],
)
def test_several_clauses_give_several_readings(text: str, expected: list[str]) -> None:
    assert reading(text) == expected
    assert parse_target(text).format() == text


@pytest.mark.parametrize(
    ("text", "values", "base_unit"),
    [
        ("1万人次", ["10000"], "人次"),
        ("留下大学生 4.6 万人", ["46000"], "人"),
        ("≤3.2万元", ["32000"], "元"),
        ("2亿元", ["200000000"], "元"),
        ("1.5万美元", ["15000"], "美元"),
        ("三十万元", ["300000"], "元"),
        ("2.5万元/套", ["25000"], "元/套"),
        ("5-10万元", ["50000", "100000"], "元"),
        ("5-10万人", ["50000", "100000"], "人"),
        ("5000-1万人", ["5000", "10000"], "人"),
        ("100㎡", ["100"], "平方米"),
        ("５０％", ["50"], "%"),
        ("0.1万", ["1000"], ""),
        ("12345678901234567890.123456789012345678亿元", ["1234567890123456789012345678.9012345678"], "元"),
    ],
)
def test_values_are_exact_in_base_units(text: str, values: list[str], base_unit: str) -> None:
    (measure,) = parse_target(text).measures
    assert measure.values == tuple(Decimal(value) for value in values)
    assert measure.value == Decimal(values[0])
    assert measure.base_unit == base_unit


@pytest.mark.parametrize(
    "text",
    [
        *("2020年12月底前", "2020年12月31日前全部完成", "12月底前", "三月底前", "年底前完成", "2020-12-31", "2020年"),
        *("每月25日前", "第四季度", "2020—2022年", "6月30日前"),
    ],
)
def test_date_is_a_deadline_without_figures(text: str) -> None:
    target = parse_target(text)
    assert target.kind is Kind.DEADLINE
    assert target.is_qualitative
    assert target.measures == ()
    assert target.format() == text


@pytest.mark.parametrize("text", ["2020年标准化建设达标", "按年度计划完成", "提前完成", "健全"])
def test_words_around_time_are_no_deadline(text: str) -> None:
    assert parse_target(text).kind is Kind.QUALITATIVE


def test_duration_is_measured() -> None:
    assert reading("≥6月") == ["|≥|6|月|"]
    assert reading("6个月") == ["||6|个月|"]
    assert reading("10个工作日内完成") == ["|≤|10|个工作日|完成"]


@pytest.mark.parametrize("text", ["", " ", "\n\t　"])
def test_blank_is_neither_measured_nor_qualitative(text: str) -> None:
    target = parse_target(text)
    assert target.kind is Kind.BLANK
    assert not target.is_qualitative
    assert target.readings == ()
    assert target.format() == text


def test_parts_keep_the_written_spelling() -> None:
    parts = parse_target(" 满意度 >= １,０００ 万人次以上").parts
    assert [(part.role, part.text) for part in parts if part.role is not Role.FILL] == [
        (Role.NAME, "满意度"),
        (Role.OPERATOR, ">="),
        (Role.NUMBER, "１,０００"),
        (Role.MULTIPLIER, "万"),
        (Role.UNIT, "人次"),
        (Role.OPERATOR, "以上"),
    ]


@pytest.mark.parametrize(
    ("text", "chips"),
    [
        (">=5000人", [["operator:≥", "number:5000", "unit:人"]]),
        ("健全", [["label:定性", "words:健全"]]),
        ("2020年12月底前", [["label:时限", "words:2020年12月底前"]]),
        ("≥90及时率", [["operator:≥", "number:90", "words:及时率"]]),
        ("22 期，培训覆盖率 100%", [["number:22", "unit:期"], ["name:培训覆盖率", "number:100", "unit:%"]]),
        ("10-20人", [["number:10～20", "unit:人"]]),
        ("十二期左右", [["operator:约", "number:12", "unit:期"]]),
        ("1万人次", [["number:1万", "unit:人次"]]),
        ("", []),
    ],
)
def test_display_parts_are_one_chip_for_each_reading(text: str, chips: list[list[str]]) -> None:
    shown = parse_target(text).display_parts()
    assert [[f"{part.role}:{part.text}" for part in chip] for chip in shown] == chips
    assert all(isinstance(part.role, DisplayRole) for chip in shown for part in chip)


SIGNS = (
    "0123456789０９.,，。、；:：()（）“”%％‰万亿千百十一二三零人次元个月年日第"
    "/至-~≥≤><=&gt;不少于以上内左右余约 \n\t$\\"
)


@given(st.one_of(st.text(), st.text(alphabet=SIGNS, max_size=40)))
def test_any_text_is_kept_to_the_character(text: str) -> None:
    target = parse_target(text)
    assert target.format() == text
    assert (target.kind is Kind.BLANK) == (not text.strip())
    for found in target.readings:
        assert all(part.text for part in found.display_parts())
        if isinstance(found, Measure):
            assert all(value.is_finite() for value in found.values)
            assert found.base_unit is not None


@pytest.mark.parametrize(
    "pattern",
    [
        "1",
        " ",
        "1 ",
        "1,111",
        "（",
        "（）",
        "1:",
        "2020-",
        "一",
        "一千零一十",
        ">=",
        "字，",
        "a1",
        "10 人 ",
        "1、",
        "百分之",
        "$",
    ],
)
def test_ten_thousand_characters_are_read_in_linear_time(pattern: str) -> None:
    text = (pattern * 10_000)[:10_000]
    started = time.process_time()
    assert parse_target(text).format() == text
    assert time.process_time() - started < 2  # takes 0.1 s; a quadratic pattern takes minutes


def test_every_sample_target_is_read(samples_dir: Path) -> None:
    targets = [
        indicator["target"]
        for path in sorted((samples_dir / "expected").glob("*.json"))
        for indicator in json.loads(path.read_text(encoding="utf-8"))["indicators"]
        if indicator.get("target")
    ]
    assert len(targets) == 287
    read = {text: parse_target(text) for text in targets}
    assert all(target.format() == text for text, target in read.items())
    has_digit = {text: any(sign.isdigit() for sign in text) for text in read}
    assert {text for text, target in read.items() if target.measures} == {t for t, digit in has_digit.items() if digit}
    assert {measure.unit for target in read.values() for measure in target.measures} == {
        *("", "%", "期", "场", "间", "人", "个", "套", "本", "部", "次", "件", "条", "万元"),
    }
