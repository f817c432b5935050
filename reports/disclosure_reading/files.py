"""From a file of any kind to the disclosures in it, each with the projects' forms that stand in the same file."""

from __future__ import annotations

from dataclasses import dataclass, replace

from projects.disclosure.document import DisclosureDocument
from projects.disclosure.exchange import read_disclosure_json
from projects.document import FormDocument
from reports.disclosure_reading.reading import read_disclosure
from reports.readers.matching import match
from reports.readers.opening import open_files
from reports.readers.result import Doubt, Leftover
from reports.readers.source import SourceFile, SourceText, Unreadable

NO_DISCLOSURE = (
    "没有认出部门预算公开的内容（收入说明、支出说明、机关运行经费、“三公”经费等部分）。"
    "请检查是否选错了文件；扫描件请先用文字识别软件转成文字。"
)


@dataclass(frozen=True, slots=True)
class DisclosureFile:
    """One disclosure with the forms beside it, and what was doubtful or had no place."""

    name: str
    document: DisclosureDocument
    forms: tuple[FormDocument, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    leftovers: tuple[Leftover, ...] = ()


def open_disclosures(name: str, content: bytes) -> list[DisclosureFile]:
    """Every disclosure in a file: text, Word, PDF, the JSON of a department, or an archive of these.

    Raises :class:`~reports.readers.source.Unreadable` for a file that cannot be read or is no disclosure, and
    :class:`~projects.exchange.ExchangeError` for a JSON file that is not as it should be.
    """
    disclosures = []
    for member, source in open_files(name, content):
        if isinstance(source, Unreadable):
            raise source
        disclosures.append(_from_json(member, source) if source.kind == "json" else _from_text(member, source))
    return disclosures


def _from_json(name: str, source: SourceFile) -> DisclosureFile:
    text = "".join(block.text for block in source.blocks if isinstance(block, SourceText))
    return DisclosureFile(name, read_disclosure_json(text.encode()))


def _from_text(name: str, source: SourceFile) -> DisclosureFile:
    reading = read_disclosure(source)
    if not reading.is_disclosure:
        raise Unreadable(NO_DISCLOSURE)
    read = match(source, name=name).forms
    doubts = [
        Doubt(f"forms[{number}].amounts", doubt.reason)
        for number, form in enumerate(read)
        for doubt in form.doubts
        if doubt.path.startswith("amounts.")
    ]
    uncertain = (*reading.document.uncertain, *dict.fromkeys(doubt.path for doubt in doubts))
    return DisclosureFile(
        name,
        replace(reading.document, uncertain=uncertain),
        tuple(form.document for form in read),
        (*reading.doubts, *doubts),
        reading.leftovers,
    )
