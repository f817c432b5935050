"""The texts of a booklet in their official wording, until an administrator words them otherwise."""

from __future__ import annotations

from dataclasses import dataclass

from projects.disclosure.checks.empty_tables import NOTE
from projects.disclosure.official_tables import official_tables
from projects.disclosure.subject_amounts import BudgetData, ThreePublicAmounts


@dataclass(frozen=True, slots=True)
class TextTemplate:
    """One text of the booklet: where it belongs (``part``, ``subtitle`` above it) and its wording.

    ``otherwise`` is the wording where the data leave nothing of ``wording``. One that ``is_title`` is a heading of one
    line; ``when_blank`` says what an empty wording means, and "" that there has to be one.
    """

    key: str
    part: str
    subtitle: str
    wording: str
    otherwise: str = ""
    is_title: bool = False
    when_blank: str = ""

    @property
    def name(self) -> str:
        """What people call it within its part."""
        return self.subtitle or "正文"

    @property
    def full_name(self) -> str:
        """What people call it."""
        return f"{PART_NAMES[self.part]}：{self.name}"


COVER, TABLES, OPENING = "cover", "tables", "opening"
PARTS: tuple[tuple[str, str], ...] = (
    ("duties", "部门职责及机构设置情况"),
    ("budget", "部门预算安排的总体情况"),
    ("operating_costs", "机关运行经费安排情况"),
    ("three_public", "财政拨款“三公”经费预算情况及增减变化原因"),
    ("performance", "绩效预算信息"),
    ("procurement", "政府采购预算情况"),
    ("assets", "国有资产信息"),
    ("glossary", "名词解释"),
    ("other_matters", "其他需要说明的事项"),
)
"""The nine explanations in the official order, with their titles."""
PART_NAMES = {COVER: "封面", TABLES: "公开表", OPENING: "情况说明的开头", **dict(PARTS)}
"""What people call the parts of a booklet."""

_NOTHING = BudgetData(0, "", (), (), ThreePublicAmounts(), None, {})
_APART = "留空时，绩效信息不在情况说明之内，排在它后面自成一部分。"
_LEFT_OUT = "留空时，本册没有这段话。"


def title_key(part: str) -> str:
    """The key of the text that is the title of an explanation."""
    return f"title-{part.replace('_', '-')}"


def table_key(number: int) -> str:
    """The key of the text that is the title of one of the nine tables, from 1."""
    return f"table-{number}"


def _title(key: str, part: str, name: str, wording: str, otherwise: str = "", when_blank: str = "") -> TextTemplate:
    return TextTemplate(key, part, name, wording, otherwise, is_title=True, when_blank=when_blank)


def _front() -> tuple[TextTemplate, ...]:
    tables = official_tables(_NOTHING)
    return (
        _title("cover", COVER, "封面的书名", "{标题}", "{部门}{年度}年部门预算公开"),
        _title("tables", TABLES, "公开表的标题", "{年度}年度部门预算公开表"),
        *(
            _title(table_key(number), TABLES, f"第 {number} 张表的标题", f"{{目录表{number}}}", table.grid.title)
            for number, table in enumerate(tables, 1)
        ),
        TextTemplate("empty-table", TABLES, "空表下的说明", NOTE),
        _title("explanations", OPENING, "情况说明的标题", "{年度}年度部门预算公开情况说明"),
        TextTemplate(
            "legal-basis", OPENING, "公开的依据", "{公开依据}",
            "依照《中华人民共和国预算法》和预决算公开的规定，现公开{部门}{年度}年部门预算。",
        ),
    )  # fmt: skip


def _part(part: str, *texts: TextTemplate) -> tuple[TextTemplate, ...]:
    """An explanation: its title, then its texts."""
    when_blank = _APART if part == "performance" else ""
    return (_title(title_key(part), part, "标题", dict(PARTS)[part], when_blank=when_blank), *texts)


def _text(key: str, part: str, subtitle: str, wording: str, otherwise: str = "") -> TextTemplate:
    """One that a booklet can do without."""
    return TextTemplate(key, part, subtitle, wording, otherwise, when_blank=_LEFT_OUT)


TEMPLATES: tuple[TextTemplate, ...] = (
    *_front(),
    *_part(
        "duties",
        _text("duties", "duties", "部门职责", "{职责引言}", "{部门}的职责共{职责项数}项："),
        _text("institutions", "duties", "机构设置", "编入本部门预算的单位共{单位数}个，情况见下表。"),
    ),
    *_part(
        "budget",
        _text("budget", "budget", "", "{部门}的收入和支出全部列入部门预算。"),
        TextTemplate(
            "income", "budget", "收入说明",
            "{年度}年预算收入{收入总额}[，其中：{收入明细}]。",
            "{年度}年没有安排预算收入。",
        ),
        TextTemplate(
            "expenditure", "budget", "支出说明",
            "{年度}年预算支出{支出总额}[，其中：{支出明细}]。",
            "{年度}年没有安排预算支出。",
        ),
        TextTemplate(
            "change", "budget", "比上年增减情况",
            "{年度}年预算支出{支出总额}，与{上年}年相比{支出增减}[，其中：{支出增减明细}]。",
            "本部门没有{上年}年的预算数，不作比较[：{支出增减明细}]。",
        ),
    ),
    *_part(
        "operating_costs",
        TextTemplate(
            "operating_costs", "operating_costs", "",
            "{年度}年机关运行经费安排{机关运行经费}[，其中：{机关运行经费明细}]。",
            "{年度}年没有安排机关运行经费。",
        ),
    ),
    *_part(
        "three_public",
        TextTemplate(
            "three_public", "three_public", "",
            "{年度}年财政拨款“三公”经费安排{三公经费}[，其中：{三公经费明细}]。"
            "与{上年}年相比{三公经费增减}[，其中：{三公经费增减明细}]。",
            "{年度}年没有安排“三公”经费。",
        ),
    ),
    *_part(
        "performance",
        _title("performance-apart", "performance", "自成一部分时的标题", "{年度}年部门预算绩效信息"),
        _title("performance-overall", "performance", "部门整体绩效目标的标题", "部门整体绩效目标"),
        _title("performance-projects", "performance", "项目绩效目标的标题", "部门职责及工作活动绩效目标指标"),
        _text(
            "projects", "performance", "项目绩效目标的说明",
            "{年度}年本部门安排项目{项目个数}个[，共{项目支出}]，各项目的绩效目标表依次列在后面。",
            "各项目的绩效目标表依次列在后面。",
        ),
    ),
    *_part(
        "procurement",
        TextTemplate(
            "procurement", "procurement", "",
            "{年度}年政府采购预算{政府采购}，共{政府采购行数}项[，资金来源：{政府采购资金来源}]，见下表。",
            "{年度}年没有安排政府采购预算。",
        ),
    ),
    *_part(
        "assets",
        TextTemplate(
            "assets", "assets", "",
            "截至{资产截止日期}，固定资产总额{固定资产}[，其中：{固定资产明细}]。"
            "本年拟购置固定资产{拟购置资产}[，其中：{拟购置资产明细}]。",
            "本部门没有固定资产数据。",
        ),
    ),
    *_part("glossary", _text("glossary", "glossary", "", "本册用到的名词和支出功能分类科目解释如下。")),
    *_part("other_matters", TextTemplate("other_matters", "other_matters", "", "{其他事项}", "无其他需要说明的事项。")),
)  # fmt: skip
"""Every text in the order of the booklet."""
