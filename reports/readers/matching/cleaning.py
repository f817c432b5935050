"""Taking off what is no text of the paper: markup residue, formula signs, breaks inside words."""

from __future__ import annotations

import html
import re

from projects.values import plain_text

_PARAGRAPHS = re.compile(r"</(?:p|div|li|tr|h[1-6])>|<br\s{0,9}/?>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_KNOWN_TAG = re.compile(
    r"</?(?:p|div|span|br|b|i|u|em|strong|font|a|ul|ol|li|table|t[dhr]|h[1-6]|sub|sup|img)\b[^<>]*>", re.IGNORECASE
)
_FORMULA = re.compile(r"[ \u3000]{0,9}\$([^$\n]{1,80})\$[ \u3000]{0,9}")
_COMMANDS = (
    (re.compile(r"\\(?:geqslant|geq|ge)(?![a-z])\s*"), "≥"),
    (re.compile(r"\\(?:leqslant|leq|le)(?![a-z])\s*"), "≤"),
    (re.compile(r"\\(?:neq|ne)(?![a-z])\s*"), "≠"),
    (re.compile(r"\\(?:gt)(?![a-z])\s*"), "＞"),
    (re.compile(r"\\(?:lt)(?![a-z])\s*"), "＜"),
    (re.compile(r"\\(?:times)(?![a-z])\s*"), "×"),
    (re.compile(r"\\(?:text|mathrm|mathbf)\s*\{([^{}]*)\}"), r"\1"),
    (re.compile(r"\\([%&#_$])"), r"\1"),
    (re.compile(r"\\[,;! ]"), ""),
)
_LIST_MARK = re.compile(r"^[-•*]\s+")
_PLAIN_FORMULA = re.compile(r"[\d.,%<>=≥≤≠±+\- ]+")
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3001-\u303f“”‘’—…·"
_BREAK_IN_WORD = re.compile(rf"(?<=[{_WIDE}])\s*\n\s*(?=[{_WIDE}])")
_ENDS_SENTENCE = re.compile(r"[。！？；;.!?：:]$")
_BEGINS_ITEM = re.compile(r"^[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[①-⑳])[）)]?[、.．)）]|^[①-⑳]")


def cleaned(text: str, *, is_own: bool = False) -> str:
    """The text as the paper means it, paragraphs separated by line breaks; what is no residue stays as it is.

    Our own files (``is_own``) have none: what looks like residue there was typed by a person. Tags are taken off even
    there, since no text of a form may have any.
    """
    if is_own and "<" not in text:
        return plain_text(text)
    text = text.replace("&nbsp;", " ")
    if _KNOWN_TAG.search(text):
        bare = html.unescape(_KNOWN_TAG.sub("", _PARAGRAPHS.sub("\n", text)))
        text = "\n".join(line for line in map(str.strip, bare.split("\n")) if line)
    if "<" in text:
        text = _TAG.sub(lambda tag: tag[0].replace("<", "＜").replace(">", "＞"), text)
    if "$" in text:
        text = _FORMULA.sub(_formula, text)
    return plain_text(text)


def _formula(formula: re.Match[str]) -> str:
    """A formula of a text file in plain signs; two signs of money are none."""
    text = formula[1]
    if "\\" not in text and not _PLAIN_FORMULA.fullmatch(text):
        return formula[0]
    for pattern, plain in _COMMANDS:
        text = pattern.sub(plain, text)
    return text.strip()


def without_list_marks(text: str) -> str:
    """A list of a text file has a mark before every line, and the paper none."""
    lines = text.split("\n")
    if all(_LIST_MARK.match(line) for line in lines):
        return "\n".join(_LIST_MARK.sub("", line) for line in lines)
    return text


def one_line(text: str) -> str:
    """Without the breaks that only the width of a cell made."""
    if "\n" not in text:
        return text
    return " ".join(part.strip() for part in _BREAK_IN_WORD.sub("", text).split("\n")).strip()


def continued(text: str, more: str) -> str:
    """A text and what the next row or page goes on with: a new paragraph only where one begins."""
    if not text or not more:
        return text or more
    if _ENDS_SENTENCE.search(text) or _BEGINS_ITEM.match(more):
        return f"{text}\n{more}"
    return one_line(f"{text[-1]}\n{more[0]}").join((text[:-1], more[1:]))
