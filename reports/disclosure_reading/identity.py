"""What a disclosure is called, of which year, region and department, and when it was issued."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from projects.disclosure.document import Institution, Named
from projects.money import YUAN_PER_UNIT

_PUBLIC = r"(?:部门|单位)?预算(?:信息)?(?:公开)?(?:信息)?(?:情况)?(?:的?说明|报告|材料|草案)?$"
_TITLES = (
    re.compile(rf"(?P<head>.*?)(?P<year>(?:19|20)[0-9]{{2}})\s*年度?{_PUBLIC}"),
    re.compile(rf"^(?P<year>(?:19|20)[0-9]{{2}})\s*年度?(?P<head>.{{2,40}}?){_PUBLIC}"),
)
_ONE_NAME = re.compile(r"[\u4e00-\u9fff()（）]+")
_FULL_LINE = 12  # characters of a line of a title that goes on below
_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})\s*年")
_CHINESE_DATE = re.compile(
    r"^(?P<year>[\u3007○零一二三四五六七八九]{4})年(?P<month>十?[一二三四五六七八九十])月(?:[一二三四五六七八九十]{1,3}日)?$"
)
_DATE = re.compile(r"^(?P<year>(?:19|20)[0-9]{2})年(?P<month>[0-9]{1,2})月(?:[0-9]{1,2}日)?$")
_REGION = re.compile(
    r"^(?:中共)?(?P<region>.{2,}?(?:经济技术开发区|高新技术(?:产业)?开发区|开发区|新区|林区|自治[县旗州]|(?<![社园小地])区|县|市|旗|盟|州|省)+"
    r"(?:[\u4e00-\u9fff]{1,4}(?:区|县|市|旗))?)(?=委|工作委员会|工委|人民|政府|[\u4e00-\u9fff]{2,})"
)
_CODED = re.compile(r"^(?P<code>[0-9]{3})(?![0-9])\s*(?P<name>[\u4e00-\u9fff].*)$")
_DIGITS = {character: str(value) for value, character in enumerate("零一二三四五六七八九")} | {"○": "0", "\u3007": "0"}
_MONTHS = {name: number for number, name in enumerate("一 二 三 四 五 六 七 八 九 十 十一 十二".split(), 1)}


def title_and_year(texts: Sequence[str]) -> tuple[str | None, int | None, str]:
    """The title, its year, and what stands before the year; without a title the year that is named most."""
    for number, text in enumerate(texts[:12]):
        if _title(text.strip()):
            whole = _unwrapped(texts, number)
            match = _title(whole)
            assert match, "what a title is continued by leaves it one"
            return whole, int(match["year"]), match["head"].strip()
    years = Counter(int(year) for text in texts for year in _YEAR.findall(text))
    title = texts[0].strip() if texts else None
    return title, years.most_common(1)[0][0] if years else None, ""


def _title(text: str) -> re.Match[str] | None:
    return next((match for pattern in _TITLES if (match := pattern.match(text))), None)


def _unwrapped(texts: Sequence[str], number: int) -> str:
    """The title of that line with its beginning on the line before, where that is full, and its end on the next."""
    title = texts[number].strip()
    later = texts[number + 1].strip() if number + 1 < len(texts) else ""
    if later and not _title(later) and _title(title + later):
        title += later
    before, match = texts[number - 1].strip() if number else "", _title(title)
    is_full = len(before) >= _FULL_LINE and _width(before) >= _width(texts[number].strip())
    if is_full and match and match["head"] and _ONE_NAME.fullmatch(before) and _title(before + title):
        title = before + title
    return title


def _width(text: str) -> int:
    return sum(1 if sign.isascii() else 2 for sign in text)


def issued_in(texts: Iterable[str]) -> str | None:
    """``YYYY-MM`` of a line that is only a month."""
    for text in texts:
        bare = re.sub(r"\s", "", text)
        digits = _DATE.match(bare)
        if digits and 1 <= int(digits["month"]) <= 12:
            return f"{digits['year']}-{int(digits['month']):02}"
        words = _CHINESE_DATE.match(bare)
        if words and words["month"] in _MONTHS:
            return f"{''.join(_DIGITS[sign] for sign in words['year'])}-{_MONTHS[words['month']]:02}"
    return None


def region_and_department(
    head: str, institutions: Sequence[Institution], unit_lines: Iterable[str]
) -> tuple[Named, Named]:
    """By the department's own institution, the words of the title before the year, and a line with code and name."""
    main = institutions[0].name if institutions and institutions[0].name else head
    found = _REGION.match(main or "")
    region = found["region"] if found else None
    coded = next((match for line in unit_lines if (match := _CODED.match(line.strip()))), None)
    name = head or (coded["name"] if coded else main)
    own_region = next((part for part in _endings(region) if name.startswith(part)), "") if name else ""
    return Named(None, region), Named(coded["code"] if coded else None, name[len(own_region) :].strip() or None)


def printed_unit(texts: Iterable[str]) -> str:
    """The unit of money that the texts use most."""
    counts = Counter(unit for text in texts for unit in re.findall(r"(?<=[0-9])\s*(亿元|万元|千元|元)", text))
    return counts.most_common(1)[0][0] if counts else next(unit for unit in YUAN_PER_UNIT if unit == "万元")


def _endings(region: str | None) -> list[str]:
    """``青石市河东区``, and how people call it: ``河东区``; longest first."""
    return [region[start:] for start in range(len(region) - 2)] if region else []
