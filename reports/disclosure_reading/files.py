"""From a file of any kind to the disclosures in it, each with the projects' forms that stand in the same file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from projects.disclosure.document import DisclosureDocument
from projects.disclosure.exchange import read_disclosure_json
from projects.document import FormDocument
from projects.exchange import ExchangeError
from reports.disclosure_reading.reading import read_disclosure
from reports.readers.limits import DEFAULT_LIMITS, Limits
from reports.readers.matching import match
from reports.readers.opening import open_files
from reports.readers.result import Doubt, Leftover, ReadForm
from reports.readers.source import SourceFile, SourceText, Unreadable

NO_DISCLOSURE = (
    "没有认出部门预算公开的内容（收入说明、支出说明、机关运行经费、“三公”经费等部分）。"
    "请检查是否选错了文件；扫描件请先用文字识别软件转成文字。"
)

_ONLY_FORMS = (
    "里面只有绩效目标表 {count} 张，没有部门预算公开的说明。要读入这些表，请用“导入”；要检查公开，请上传全册。"
)

Progress = Callable[[int, int], None]
"""Told how many forms of how many have been read."""


@dataclass(frozen=True, slots=True)
class DisclosureFile:
    """One disclosure with the forms beside it, and what was doubtful or had no place."""

    name: str
    document: DisclosureDocument
    forms: tuple[FormDocument, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    leftovers: tuple[Leftover, ...] = ()


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file that is no disclosure or cannot be read, and in Chinese why."""

    name: str
    problem: str


@dataclass(frozen=True, slots=True)
class _LooseForms:
    """A file of an archive with nothing but forms."""

    name: str
    forms: tuple[ReadForm, ...]


def open_disclosures(name: str, content: bytes) -> list[DisclosureFile]:
    """Every disclosure in a file: text, Word, PDF, the JSON of a department, or an archive of these.

    Raises :class:`~reports.readers.source.Unreadable` for a file that cannot be read or is no disclosure.
    """
    found = disclosures_in(name, content)
    for each in found:
        if isinstance(each, RefusedFile):
            raise Unreadable(each.problem)
    return [each for each in found if isinstance(each, DisclosureFile)]


def disclosures_in(
    name: str, content: bytes, limits: Limits = DEFAULT_LIMITS, progress: Progress | None = None
) -> list[DisclosureFile | RefusedFile]:
    """The same for an archive of which some files are something else: they do not keep the others from being read.

    Where it holds one disclosure, the forms of its other files are those of its projects.
    """
    read = [_read(member, source, progress) for member, source in open_files(name, content, limits)]
    disclosures = [each for each in read if isinstance(each, DisclosureFile)]
    loose = [each for each in read if isinstance(each, _LooseForms)]
    if len(disclosures) == 1:
        disclosures = [_with_forms(disclosures[0], [form for each in loose for form in each.forms])]
        loose = []
    refused = [each for each in read if isinstance(each, RefusedFile)]
    return [
        *disclosures,
        *refused,
        *(RefusedFile(each.name, _ONLY_FORMS.format(count=len(each.forms))) for each in loose),
    ]


def _read(
    name: str, source: SourceFile | Unreadable, progress: Progress | None
) -> DisclosureFile | RefusedFile | _LooseForms:
    if isinstance(source, Unreadable):
        return RefusedFile(name, source.message)
    if source.kind == "json":
        return _from_json(name, source)
    reading = read_disclosure(source)
    forms = match(source, name=name, progress=progress).forms
    if reading.is_disclosure:
        return _with_forms(DisclosureFile(name, reading.document, (), reading.doubts, reading.leftovers), forms)
    return _LooseForms(name, tuple(forms)) if forms else RefusedFile(name, NO_DISCLOSURE)


def _from_json(name: str, source: SourceFile) -> DisclosureFile | RefusedFile:
    text = "".join(block.text for block in source.blocks if isinstance(block, SourceText))
    try:
        return DisclosureFile(name, read_disclosure_json(text.encode()))
    except ExchangeError as error:
        return RefusedFile(name, "\n".join(map(str, error.problems)))


def _with_forms(file: DisclosureFile, read: Sequence[ReadForm]) -> DisclosureFile:
    doubts = [
        Doubt(f"forms[{number}].amounts", doubt.reason)
        for number, form in enumerate(read, start=len(file.forms))
        for doubt in form.doubts
        if doubt.path.startswith("amounts.")
    ]
    uncertain = (*file.document.uncertain, *dict.fromkeys(doubt.path for doubt in doubts))
    return replace(
        file,
        document=replace(file.document, uncertain=uncertain),
        forms=(*file.forms, *(form.document for form in read)),
        doubts=(*file.doubts, *doubts),
    )
