"""``disclosure-instruction-left``: the filling instructions are still in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from projects.disclosure.document import DisclosureDocument
from projects.review.finding import Criterion, Finding, Severity
from projects.review.texts import quoted

RULE = "disclosure-instruction-left"

_DEMAND = re.compile(
    r"应(?:当)?至少(?:包括|包含|说明|反映|列示|披露)|应(?:当)?(?:逐项|分别|按要求|据实|如实)(?:说明|列示|填写|填列|公开)"
    r"|(?:如|若)(?:无|没有|不涉及)[^，,。；;]{0,16}[，,]?\s*(?:请|应|需|则)(?:填|写|注明|说明|列|删)"
)
_PLACEHOLDER = re.compile(
    r"[×xX＊*○]{2,}(?=[年月日部局委办元万个项区县市，,。])|填(?:报|写|表|列)(?:说明|要求|口径|范例)|此处(?:填|写|请|应)"
    r"|请(?:在此|填写|填列|逐项|自行|根据实际|结合实际|删除)|（?(?:样例|范例|模板|示例)[）：:]|[（(](?:请|注[：:])?(?:填写|选填|必填|删除)"
)
_DOTS = re.compile(r"^\s*(?:[0-9]{1,2}\s*[、.．]\s*)?(?:…{2,}|\.{4,}|。{3,}|_{3,})\s*$")
_EXPLANATIONS = (
    "budget",
    "operating_costs",
    "three_public",
    "procurement",
    "assets",
    "other_matters",
    "duties.preface",
)


def check_instructions(document: DisclosureDocument) -> Iterator[Finding]:
    """Demands of the instructions in the explanations, and placeholders anywhere."""
    for path, text in document.texts():
        if path.startswith(("glossary", "uncertain", "duplicated_in_source")):
            continue
        found = _PLACEHOLDER.search(text) or (_DEMAND.search(text) if path.startswith(_EXPLANATIONS) else None)
        if found:
            yield Finding(
                RULE,
                Severity.WARNING,
                path,
                f"填报说明留在了正文里：{quoted(found.group())}。",
                "请删去填报说明，换成本部门的实际情况。",
                quoted(text, 80),
                Criterion.RELEVANCE,
            )
        elif _DOTS.match(text):
            yield Finding(
                RULE,
                Severity.HINT,
                path,
                f"空白表样的省略行 {quoted(text)} 还在。",
                "没有内容请删去这一行。",
                quoted(text),
                Criterion.RELEVANCE,
            )
