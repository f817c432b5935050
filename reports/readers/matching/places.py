"""Taking apart what a paper prints without anything between: the department and the unit."""

from __future__ import annotations

import re

_ENDS_OFFICE = r"(?:部门|委员会|办公室|局|厅|委|办|部|院|会|处|站|所|中心|学校|社)"
_BEGINS_UNIT = r"(?:中共|中国共产党|[\u4e00-\u9fff]{2,8}(?:省|自治区|市|自治州|县|开发区|新区|区)(?![委局部]))"
_SPLIT = re.compile(rf"(?P<department>[\u4e00-\u9fff（）()]{{2,30}}?{_ENDS_OFFICE})(?P<unit>{_BEGINS_UNIT}.{{2,}})")


def split_place(text: str) -> tuple[str, str]:
    """Department and unit; the department is "" where the text is one name.

    A unit's own name begins with 中共 or with a place.
    """
    match = _SPLIT.fullmatch(text)
    return (match["department"], match["unit"]) if match else ("", text)
