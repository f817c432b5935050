"""Reading exchange JSON (``perfbudget/1``): everything wrong is reported at once, by path."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from projects.document import SCHEMA, FormDocument

_READER_KEYS = ("uncertain", "notes")
_MESSAGES = {
    "required": "缺少必要的项",
    "additionalProperties": "有不认识的项",
    "type": "类型不对",
    "pattern": "写法不对",
    "format": "日期不对，应如 2020-01-31",
    "minLength": "不能是空文字，空白请用 null",
    "const": "值不对",
    "minimum": "数太小",
    "maximum": "数太大",
    "uniqueItems": "有重复的项",
    "not": "含有网页标记（如 <p>），请删去标记只留文字",
    "anyOf": "不符合任何一种允许的写法",
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
        data = json.loads(content.decode("utf-8-sig"), parse_constant=_refuse_constant)
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
        raise ExchangeError([Problem("schema", f"版本是 {data.get('schema')!r}，本系统只认 {SCHEMA!r}，请用新版导出")])
    content = {key: value for key, value in data.items() if key not in _READER_KEYS}
    problems = [*_schema_problems(content)]
    if problems:
        raise ExchangeError(problems)
    return FormDocument.from_json(content)


@cache
def _validator() -> Draft202012Validator:
    schema = json.loads((Path(__file__).parent / "exchange.schema.json").read_text(encoding="utf-8"))
    formats = FormatChecker(())
    formats.checks("date", raises=ValueError)(lambda text: not isinstance(text, str) or bool(date.fromisoformat(text)))
    return Draft202012Validator(schema, format_checker=formats)


def _schema_problems(data: dict[str, Any]) -> Iterator[Problem]:
    for error in sorted(_validator().iter_errors(data), key=lambda error: [str(step) for step in error.absolute_path]):
        deepest = _deepest(error)
        yield Problem(_path(deepest), _explained(deepest))


def _deepest(error: ValidationError) -> ValidationError:
    """Inside "x or null" the complaint about x is the one that helps."""
    while error.context:
        useful = [inner for inner in error.context if inner.validator_value != "null"]
        error = (useful or list(error.context))[0]
    return error


def _path(error: ValidationError) -> str:
    text = ""
    for step in error.absolute_path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else str(step)
    return text


def _explained(error: ValidationError) -> str:
    message = _MESSAGES.get(str(error.validator), "不符合格式")
    if error.validator == "required":
        return f"{message}：{error.message.split(' is ')[0]}"
    if error.validator == "additionalProperties":
        extra = re.findall(r"'([^']+)'", error.message)
        return f"{message}：{'、'.join(extra)}"
    shown = json.dumps(error.instance, ensure_ascii=False)
    if error.validator == "pattern" and "[0-9]{2}" in str(error.validator_value):
        message = '金额应是以元为单位、两位小数的文字，如 "200000.00"'
    elif error.validator == "pattern":
        message = "文字首尾不能有空白，不能有制表符"
    return f"{message}（{shown[:40]}）"


def _refuse_constant(name: str) -> None:
    raise ValueError(name)
