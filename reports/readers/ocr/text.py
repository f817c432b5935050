"""Characters of recognised text: what belongs to Chinese, how wide it is printed, how alike two texts are."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

# Letters of other alphabets that look like those of codes.
_TWINS = str.maketrans(
    "\u0410\u0412\u0415\u0417\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u04ae\u0406\u0408\u0405"  # Cyrillic
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7",  # Greek
    "ABE3KMHOPCTYXYIJSABEZHIKMNOPTYX",
)
_TAG = re.compile(r"</?(?:u|i|b|em|strong|sub|sup|span|br)\s*/?>", re.IGNORECASE)
_FOLD = str.maketrans("，：；（）％＞＜＝［］【】“”‘’\"'．　", ",:;()%><=[][]''''''. ")
_LEGAL = re.compile(
    r"[\u4e00-\u9fff0-9A-Za-z\s"
    r"，。、；：？！“”‘’（）《》〈〉【】〔〕［］—…～·％＋－×÷＝≥≤≠±＞＜℃㎡①-⑳Ⅰ-Ⅻ"
    r",.;:?!\"'()\[\]<>%+\-*/=~&#@_$^|\\{}]"
)
_COMPARISONS = "≥≤><=＞＜＝%％±"
_RUN = 12  # so many equal characters are a line and no number
_LONGEST = 2000  # characters of texts that are compared by their likeness
_PASSAGE = 200  # so many characters are something
_SAMENESS = 0.99
CHINESE = "\u4e00-\u9fff"
_PUNCTUATION = r"，。、；：？！“”‘’（）《》【】〔〕,;:!?()\[\]"
# Blanks that a recognition puts where a line ended, around figures or after punctuation.
_IDLE_BLANK = re.compile(rf"(?<=[{CHINESE}{_PUNCTUATION}])\s+(?=\S)|(?<=\S)\s+(?=[{CHINESE}{_PUNCTUATION}])", re.ASCII)


# Blanks within a figure: before its point, or behind it where a unit follows.
_IN_FIGURE = re.compile(r"(?<=\d) (?=\.\d)|(?<=\d\.) (?=\d{1,4}\s*[%％万元亿])")


def plain(text: str) -> str:
    """Without the marks of formatting that a recognition writes into its text."""
    return re.sub(r"[ \t\u3000\xa0]+", " ", _TAG.sub("", text)).strip()


@lru_cache(maxsize=20_000)
def folded(text: str) -> str:
    """For comparison: no blanks, half-width punctuation."""
    return re.sub(r"\s+", "", text.translate(_FOLD))


@lru_cache(maxsize=50_000)
def likeness(one: str, other: str) -> float:
    """How alike two folded texts are, 0 to 1."""
    if one == other:
        return 1.0
    if not one or not other or max(len(one), len(other)) > _LONGEST or not set(one) & set(other):
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def is_same(one: str, other: str) -> bool:
    """Whether two texts differ in blanks and the width of punctuation only."""
    return likeness(folded(one), folded(other)) > _SAMENESS


def is_within(part: str, whole: str) -> bool:
    """Whether all characters of ``part`` stand in ``whole`` in the same order."""
    rest = iter(whole)
    return all(character in rest for character in part)


def closed_up(text: str) -> str:
    """Without the blanks that stand where a printed line ended or beside a figure; those between words stay."""
    return _IN_FIGURE.sub("", _IDLE_BLANK.sub("", text.strip()))


def width(text: str) -> float:
    """How wide it is printed, in Chinese characters."""
    return sum(1.0 if ord(character) > 0x2E7F else 0.5 for character in text)


def is_chinese(character: str) -> bool:
    """Whether it is a Chinese character, no sign or letter."""
    return "\u4e00" <= character <= "\u9fff"


def is_odd(character: str) -> bool:
    """Whether a character is hardly ever printed in a simplified Chinese form: a sign of a wrong recognition."""
    if not _LEGAL.match(character):
        return True
    if not is_chinese(character):
        return False
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False


def odd_characters(text: str) -> str:
    """The odd characters of a text, each once."""
    return "".join(dict.fromkeys(character for character in text if is_odd(character)))


def as_code(text: str) -> str:
    """Letters and digits of a code: letters of other alphabets replaced, capitals."""
    return re.sub(r"[^0-9A-Z]", "", plain(text).translate(_TWINS).upper())


def is_rubbish(text: str) -> bool:
    """Whether a text holds nothing that a person could have meant: lines, dots and strokes."""
    if len(text) > _PASSAGE:
        return False
    core = re.sub(r"\s", "", text).strip(_COMPARISONS)
    letters = [
        character for character in core if is_chinese(character) or (character.isascii() and character.isalnum())
    ]
    if not letters or (len(core) > 3 and len(letters) * 2 < len(core)):
        return True
    return len(letters) > _RUN and max(map(letters.count, letters)) >= 0.9 * len(letters)
