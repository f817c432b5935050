"""A disclosure as a JSON file: reading with all problems at once, and writing."""

from __future__ import annotations

import json
from typing import Any

from projects.disclosure.codec import Decoder
from projects.disclosure.document import DisclosureDocument
from projects.exchange import ExchangeError, Problem


def disclosure_from(data: Any) -> DisclosureDocument:
    """A disclosure from a decoded JSON value. Raises :class:`~projects.exchange.ExchangeError` with all problems."""
    if not isinstance(data, dict):
        raise ExchangeError([Problem("", "最外层应是一个对象（一份部门预算公开）")])
    decoder = Decoder()
    document: DisclosureDocument = decoder.decode(DisclosureDocument, data)
    problems = decoder.problems
    wrong = {problem.path for problem in problems}
    needed = (("title", "标题", document.title), ("fiscal_year", "预算年度", document.fiscal_year))
    problems += [
        Problem(path, f"缺少{name}，请补上") for path, name, value in needed if value is None and path not in wrong
    ]
    if problems:
        raise ExchangeError(problems)
    return document


def read_disclosure_json(content: bytes) -> DisclosureDocument:
    """A disclosure from the bytes of a JSON file. Raises :class:`~projects.exchange.ExchangeError`."""
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ExchangeError([Problem("", "文件不是 UTF-8 编码的文字，请用 UTF-8 另存")]) from error
    except json.JSONDecodeError as error:
        raise ExchangeError([Problem("", f"第 {error.lineno} 行第 {error.colno} 列不是合法的 JSON")]) from error
    except (ValueError, RecursionError) as error:
        raise ExchangeError([Problem("", "不是合法的 JSON")]) from error
    return disclosure_from(data)


def write_disclosure_json(document: DisclosureDocument) -> bytes:
    """The JSON file of a disclosure, readable for people."""
    return (json.dumps(document.to_json(), ensure_ascii=False, indent=2) + "\n").encode()
