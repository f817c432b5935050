"""Reading exchange JSON (``perfbudget/1``): everything wrong is reported at once, by path."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from projects.document import SCHEMA, FormDocument

_UNSTORABLE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\ud800-\udfff]")
_READER_KEYS = ("uncertain", "notes")
_TYPES = {
    "string": "加引号的文字",
    "integer": "整数",
    "boolean": " true/false ",
    "array": "列表",
    "object": "对象",
    "null": "null",
}
_MESSAGES = {
    "format": "没有这一天",
    "minLength": "不能是空文字，空白请用 null",
    "uniqueItems": "有重复的项",
    "not": "含有网页标记（如 <p>），请删去标记只留文字",
}
_PATTERNS = {  # by the name of the definition in the schema
    "text": "文字首尾不能有空白，中间不能有制表符",
    "money": '金额应是以元为单位、两位小数的文字，如 "200000.00"',
    "percent": '百分比应是不带百分号的数字文字，如 "25"',
    "date": '日期应如 "2020-01-31"',
}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong at an exchange path, and what to do, in Chinese."""

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path or '（整个文件）'}：{self.message}"


class ExchangeError(ValueError):
    """Input that is no valid exchange document; ``problems`` holds all of them."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


def read_exchange(content: bytes) -> FormDocument:
    """A document from the bytes of a JSON file. Raises :class:`ExchangeError`."""
    if content[:4] == b"PK\x03\x04":
        raise ExchangeError([Problem("", "这是 Excel、Word 或压缩文件，不是 JSON；请选择导出的 .json 文件")])
    try:
        data = json.loads(content.decode("utf-8-sig"), parse_constant=_refuse_constant, object_pairs_hook=_once)
    except _TwiceError as error:
        raise ExchangeError([Problem("", f"“{error!s:.40}”在同一处写了两次，只能有一个，请删去多余的")]) from error
    except UnicodeDecodeError as error:
        raise ExchangeError([Problem("", "文件不是 UTF-8 编码的文字，请用 UTF-8 另存")]) from error
    except json.JSONDecodeError as error:
        raise ExchangeError([Problem("", f"第 {error.lineno} 行第 {error.colno} 列不是合法的 JSON")]) from error
    except (ValueError, RecursionError) as error:
        raise ExchangeError([Problem("", "不是合法的 JSON")]) from error
    return document_from(data)


def document_from(data: Any) -> FormDocument:
    """A document from a decoded JSON value. Raises :class:`ExchangeError`."""
    if not isinstance(data, dict):
        raise ExchangeError([Problem("", "最外层应是一个对象（一张表）")])
    if data.get("schema") != SCHEMA:
        given = f"{data.get('schema')!r:.40}"
        raise ExchangeError([Problem("schema", f"版本是 {given}，本系统只认 {SCHEMA!r}，请用新版导出")])
    content = {key: value for key, value in data.items() if key not in _READER_KEYS}
    problems = list(_schema_problems(content))
    wrong = {problem.path for problem in problems}
    problems += [problem for problem in _text_problems(content, "") if problem.path not in wrong]
    if problems:
        raise ExchangeError(problems)
    return FormDocument.from_json(content)


@cache
def _validator() -> Draft202012Validator:
    schema = json.loads((Path(__file__).parent / "exchange.schema.json").read_text(encoding="utf-8"))
    formats = FormatChecker(())
    formats.checks("date", raises=ValueError)(lambda text: not isinstance(text, str) or bool(date.fromisoformat(text)))
    return Draft202012Validator(schema, format_checker=formats)


@cache
def _pattern_messages() -> dict[str, str]:
    schema: Any = _validator().schema
    definitions = schema["$defs"]
    definitions = {**definitions, "date": definitions["dateOrNull"]["anyOf"][0]}
    return {definitions[name]["pattern"]: message for name, message in _PATTERNS.items()}


def _schema_problems(data: dict[str, Any]) -> Iterator[Problem]:
    """One problem for each value: whoever writes 3 for a text need not hear that 3 has no pattern."""
    explained = set()
    for error in sorted(_validator().iter_errors(data), key=lambda error: _sortable(error.absolute_path)):
        for leaf in _leaves(error):
            path = _path(leaf)
            if path not in explained:
                yield Problem(path, _explained(leaf))
            if not isinstance(leaf.instance, dict):
                explained.add(path)


def _sortable(path: Iterable[str | int]) -> list[str]:
    return [f"{step:06}" if isinstance(step, int) else step for step in path]


def _leaves(error: ValidationError) -> Iterator[ValidationError]:
    """Inside "x or null" the complaints about x are the ones that help."""
    useful = [inner for inner in error.context or () if inner.validator_value != "null"]
    if not useful or _alternatives(error):
        yield error
        return
    for inner in useful:
        yield from _leaves(inner)


def _alternatives(error: ValidationError) -> list[str]:
    """Keys of which the schema wants at least one."""
    if error.validator != "anyOf":
        return []
    choices: Any = error.validator_value
    return [key for choice in choices for key in choice.get("required", ())]


def _path(error: ValidationError) -> str:
    text = ""
    for step in error.absolute_path:
        text += _step(text, step)
    return text


def _step(path: str, step: str | int) -> str:
    if isinstance(step, int):
        return f"[{step}]"
    return f".{step}" if path else step


def _explained(error: ValidationError) -> str:
    wanted: Any = error.validator_value
    match error.validator:
        case "required":
            missing = error.message.split("'")[1]
            return f"缺少必要的项：{missing}"
        case "additionalProperties":
            owner: Any = error
            extra = sorted(set(owner.instance) - set(owner.schema["properties"]))
            return f"有不认识的项：{'、'.join(extra)}"
        case "anyOf":
            return f"至少要有其中一项：{'、'.join(_alternatives(error))}"
        case "type":
            types = wanted if isinstance(wanted, list) else [wanted]
            message = f"应是{'或'.join(_TYPES[name] for name in types)}"
        case "minimum" | "maximum":
            message = f"应{'不小于' if error.validator == 'minimum' else '不大于'} {wanted}"
        case "pattern":
            message = _pattern_messages().get(wanted, "写法不对")
        case _:
            message = _MESSAGES[str(error.validator)]
    return f"{message}（{json.dumps(error.instance, ensure_ascii=False):.40}）"


def _text_problems(value: Any, path: str) -> Iterator[Problem]:
    """What no regular expression of the schema says of texts, wherever they stand."""
    if isinstance(value, str):
        if _UNSTORABLE.search(value):
            yield Problem(path, "含有看不见的控制字符或残缺字符，请删去后重试")
        if value != value.strip():
            yield Problem(path, f"{_PATTERNS['text']}（{json.dumps(value, ensure_ascii=False):.40}）")
    elif isinstance(value, dict):
        for key, member in value.items():
            yield from _text_problems(member, path + _step(path, key))
    elif isinstance(value, list):
        for index, member in enumerate(value):
            yield from _text_problems(member, path + _step(path, index))


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


class _TwiceError(ValueError):
    """A key that an object has twice: whichever value was kept, the other would be lost."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        [(key, _)] = Counter(key for key, _ in pairs).most_common(1)
        raise _TwiceError(key)
    return members
