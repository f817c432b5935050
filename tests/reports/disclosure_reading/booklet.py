"""A made-up disclosure, as paragraphs and tables that tests write into text, Word and PDF files."""

from __future__ import annotations

from html import escape
from io import BytesIO

from docx import Document

Table = list[list[str]]

TITLE = "青石市河东区文化和旅游局2023年部门预算公开"

INSTITUTIONS: Table = [
    ["单位名称", "单位性质", "单位规格", "经费保障形式"],
    ["合计", "", "", ""],
    ["青石市河东区文化和旅游局", "行政", "正科级", "财政拨款"],
    ["青石市河东区图书馆", "事业", "股级", "财政性资金基本保证"],
]
PROCUREMENT: Table = [
    [
        "项目名称",
        "预算资金",
        "采购物品名称",
        "政府采购目录序号",
        "计量单位",
        "数量",
        "单价",
        "合计",
        "一般公共预算拨款",
        "单位资金",
    ],
    ["合计", "", "", "", "", "", "", "18.60", "18.60", ""],
    ["图书购置经费", "12.60", "图书", "A050101", "册", "6000", "0.0021", "12.60", "12.60", ""],
    ["馆舍维修经费", "6.00", "修缮服务", "B0801", "项", "1", "6.00", "6.00", "6.00", ""],
]
ASSETS: Table = [
    ["项目", "数量", "价值（万元）"],
    ["资产总额", "", "120.50"],
    ["1、房屋（平方米）", "300", "80.00"],
    ["其中：办公用房", "100", "30.00"],
    ["2、车辆（台、辆）", "1", "15.50"],
    ["3、其他固定资产", "46", "25.00"],
]
Block = str | Table
BLOCKS: list[Block] = [
    TITLE,
    "二〇二三年二月",
    "目 录",
    "一、部门职责及机构设置情况",
    "二、部门预算安排总体情况",
    "三、机关运行经费安排情况",
    "根据《中华人民共和国预算法》的规定，现将2023年部门预算公开如下：",
    "一、部门职责及机构设置情况",
    "（一）部门职责",
    "1.管理全区公共文化服务，组织惠民演出和展览。",
    "2.指导文物保护和非物质文化遗产传承。",
    "（二）机构设置",
    INSTITUTIONS,
    "二、部门预算安排总体情况",
    "部门的全部收入和支出都列入预算。",
    "（一）收入说明",
    "2023年收入预算合计420.80万元，其中：一般公共预算拨款收入400.80万元，占95%；上年结转收入20万元。",
    "（二）支出说明",
    "2023年支出预算420.80万元，其中：基本支出300万元（人员经费260万元，日常公用经费40万元）；项目支出120.80万元，主要包括：图书购置经费12.60万元、馆舍维修经费6万元、文化惠民演出经费102.20万元。",
    "（三）与上年相比增减变化情况",
    "2023年支出预算比2022年增加10.80万元，其中：基本支出减少4万元，主要是人员减少；项目支出增加14.80万元，主要是演出场次增加。",
    "三、机关运行经费安排情况",
    "2023年机关运行经费安排40万元，主要用于：办公费22.50万元、差旅费7.50万元、公务用车运行维护费10万元。",
    "四、财政拨款“三公”经费预算情况及增减变化原因",
    "2023年“三公”经费预算安排11.20万元，比上年减少1.30万元。其中：因公出国（境）费0万元，与上年持平；公务用车购置及运行费10万元，其中：公务用车购置费0万元，公务用车运行费10万元，较上年减少1万元，主要原因是压缩用车；公务接待费1.20万元，较上年减少0.30万元，原因是厉行节约。",
    "五、政府采购预算情况",
    "单位：万元",
    PROCUREMENT,
    "六、国有资产信息情况",
    "截至2022年末，本部门固定资产总额120.50万元。",
    ASSETS,
    "七、名词解释",
    "1、基本支出：指保障机构运转的支出。",
    "2、功能分类科目：",
    "207文化旅游体育与传媒支出（类）20701文化和旅游（款）：反映文化和旅游方面的支出。",
    "2070104图书馆（项）：反映图书馆的支出。",
    "八、其他需要说明的事项",
    "无其他需要说明的事项。",
    "2023年部门预算绩效信息",
    "第一部分 部门整体绩效目标",
    "一、总体绩效目标",
    "让群众就近享受文化服务。一是全年组织惠民演出120场。二是新增藏书6000册。",
    "二、分项绩效目标",
    "一、公共文化服务",
    "主要职责：组织演出和展览。",
    "职责目标：让演出走进每个社区。",
    "绩效目标：办好惠民演出；办好展览。",
    "绩效指标：演出场次≥120场；观众满意度≥90%。",
    "绩效标准：90%（含）以上为优；80%（含）-90%为良；60%（含）-80%为中；60%以下为差。",
    "二、文物保护",
    "主要职责：保护文物。",
    "职责目标：文物点有人看管。",
    "绩效目标：文物安全。",
    "绩效指标：巡查覆盖率；文物修缮完成率。",
    "绩效标准：90%以上为优；80%-85%为良；70%-80%为中；70%以下为差。",
    "三、工作保障措施",
    "（一）加强领导。成立工作专班，局长任组长。",
    "（二）严格预算。按进度支付资金，每季度通报一次执行情况并限期整改落实到位。",
]


def as_rows(blocks: list[Block]) -> bytes:
    """A text file whose tables have a row on each line."""
    lines = []
    for block in blocks:
        lines += [block] if isinstance(block, str) else ["\t".join(row) for row in block]
    return "\n".join(lines).encode()


def as_cells(blocks: list[Block]) -> bytes:
    """A text file as converters from Word write it: a cell on each line, blank lines between rows."""
    lines = []
    for block in blocks:
        lines += [block] if isinstance(block, str) else _cell_lines(block)
    return "\n".join(lines).encode()


def _cell_lines(table: Table) -> list[str]:
    lines = []
    for row in table:
        lines += [*(f"\t{cell}" for cell in row), ""]
    return [*lines, "", ""]


def as_docx(blocks: list[Block]) -> bytes:
    """A Word file."""
    document = Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        table = document.add_table(rows=0, cols=len(block[0]))
        for row in block:
            cells = table.add_row().cells
            for cell, text in zip(cells, row, strict=True):
                cell.text = text
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def as_html(blocks: list[Block]) -> str:
    """A page for a PDF writer."""
    parts = []
    for block in blocks:
        if isinstance(block, str):
            parts.append(f"<p>{escape(block)}</p>")
            continue
        rows = ("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in block)
        parts.append(f"<table>{''.join(rows)}</table>")
    style = "table{border-collapse:collapse}td{border:1px solid;font-size:8pt}p{margin:4pt 0}"
    return f"<style>{style}</style>{''.join(parts)}"
