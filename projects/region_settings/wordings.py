"""How a region words the texts of its 部门预算公开 in a year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any
from unicodedata import category

from django import forms
from django.http import QueryDict

from projects.disclosing.stored import document_in_force, issued_documents
from projects.disclosing.wordings import templates_of
from projects.disclosure.official_texts import PART_NAMES, TEMPLATES, TextTemplate
from projects.disclosure.template_fields import TemplateField, field_values, fields
from projects.disclosure.templates import BadTemplate, check_template, fields_in
from projects.models import Disclosure, DisclosureWording, Region, User
from projects.region_settings import record
from projects.region_settings.shared_form import SharedForm

OFFICIAL = "官方写法"
_OFFICIAL_BY_KEY = {template.key: template for template in TEMPLATES}
_LONGEST_TITLE, _LONGEST_TEXT = 80, 4000
_UNSEEN = "含有看不见的控制字符，请删去"
_KNOWN = {field.name: field for field in fields()}


@dataclass(frozen=True, slots=True)
class WordingRow:
    """One text of the list."""

    template: TextTemplate
    is_own: bool


@dataclass(frozen=True, slots=True)
class WordingGroup:
    """The texts of one part of the booklet."""

    name: str
    rows: tuple[WordingRow, ...]


@dataclass(frozen=True, slots=True)
class ShownField:
    """A field with what it is for the disclosure that is looked at; ``is_used`` in the wording."""

    field: TemplateField
    value: str
    is_used: bool


def years_with_wordings(region: Region) -> list[int]:
    """The years that can be worded, newest first: those of the settings, and those of disclosures. Two queries."""
    years = {*region.years.values_list("fiscal_year", flat=True)}
    disclosed = Disclosure.objects.in_region(region).order_by().values_list("fiscal_year", flat=True)
    return sorted({*years, *disclosed}, reverse=True)


def wording_groups(region: Region, fiscal_year: int) -> list[WordingGroup]:
    """Every text in the order of the booklet. One query."""
    rows = [
        WordingRow(template, is_own=template != _OFFICIAL_BY_KEY[template.key])
        for template in templates_of(region, fiscal_year)
    ]
    return [WordingGroup(PART_NAMES[part], tuple(found)) for part, found in groupby(rows, lambda it: it.template.part)]


def template_with(key: str) -> TextTemplate | None:
    """A text in its official wording."""
    return _OFFICIAL_BY_KEY.get(key)


def wording_of(template: TextTemplate, region: Region, fiscal_year: int, *, is_to_store: bool) -> DisclosureWording:
    """How the region words a text; the row of one that it has not worded is stored only where asked for."""
    place = {"region": region, "fiscal_year": fiscal_year, "key": template.key}
    official = {"wording": template.wording, "otherwise": template.otherwise}
    if is_to_store:
        return DisclosureWording.objects.get_or_create(**place, defaults=official)[0]
    return DisclosureWording.objects.filter(**place).first() or DisclosureWording(**place, **official)


def tidy(wording: DisclosureWording, template: TextTemplate) -> None:
    """Let the row go where it says what the official text says: then it follows the official one again."""
    DisclosureWording.objects.filter(pk=wording.pk, wording=template.wording, otherwise=template.otherwise).delete()


def reset(region: Region, fiscal_year: int, template: TextTemplate, actor: User) -> None:
    """Back to the official wording; what stood there is in the record."""
    for row in DisclosureWording.objects.filter(region=region, fiscal_year=fiscal_year, key=template.key):
        said = "\n".join(filter(None, (row.wording, row.otherwise)))
        record.write(region, row, actor, "写法", before=said, after=OFFICIAL)
        row.delete()


def year_to_copy(region: Region, fiscal_year: int) -> int | None:
    """The latest earlier year in which the region has worded anything. One query."""
    rows = DisclosureWording.objects.filter(region=region, fiscal_year__lt=fiscal_year)
    return rows.order_by("-fiscal_year").values_list("fiscal_year", flat=True).first()


def copy_wordings(region: Region, fiscal_year: int, actor: User) -> int:
    """Take over the wordings of :func:`year_to_copy` for what this year has not worded yet; returns how many."""
    source = year_to_copy(region, fiscal_year)
    if source is None:
        return 0
    own = DisclosureWording.objects.filter(region=region, fiscal_year=fiscal_year).values("key")
    rows = DisclosureWording.objects.filter(region=region, fiscal_year=source).exclude(key__in=own)
    for row in rows:
        row.pk, row.fiscal_year, row.revision = None, fiscal_year, 0
        row.save()
        said = "\n".join(filter(None, (row.wording, row.otherwise)))
        record.write(region, row, actor, "写法", before=OFFICIAL, after=f"沿用 {source} 年：{said}")
    return len(rows)


def disclosures_of(region: Region, fiscal_year: int) -> list[Disclosure]:
    """Those on which a wording can be tried. One query."""
    return list(Disclosure.objects.for_list().in_region(region).filter(fiscal_year=fiscal_year))


def values_for(disclosure: Disclosure | None) -> dict[str, str]:
    """What the fields are for a disclosure as it is in force; without one all are blank."""
    if disclosure is None:
        return dict.fromkeys(_KNOWN, "")
    return field_values(document_in_force(disclosure, issued_documents(disclosure)))


def shown_fields(template: TextTemplate, values: Mapping[str, str]) -> list[ShownField]:
    """Every field; those that the text uses come first."""
    used = {*fields_in(template.wording), *fields_in(template.otherwise)}
    shown = [ShownField(field, values[name], name in used) for name, field in _KNOWN.items()]
    return sorted(shown, key=lambda each: not each.is_used)


class WordingForm(SharedForm):
    """The wording of one text. Made for a text by :func:`wording_form`."""

    template: TextTemplate

    class Meta:
        model = DisclosureWording
        fields = ["wording", "otherwise"]

    def __init__(self, data: QueryDict | None, *, instance: DisclosureWording, region: Region) -> None:
        super().__init__(_with_plain_breaks(data), instance=instance, region=region)
        self.fields["wording"].required = not self.template.when_blank
        self.fields["wording"].help_text = self.template.when_blank

    @property
    def is_own(self) -> bool:
        """Whether the region has words of its own for the text."""
        official = (self.template.wording, self.template.otherwise)
        return (self.before.wording, self.before.otherwise) != official

    def typed(self) -> TextTemplate:
        """The text as it stands in the controls, right or wrong."""
        wording, otherwise = (str(self[name].value() or "") for name in self.Meta.fields)
        return replace(self.template, wording=wording, otherwise=otherwise)

    def clean_wording(self) -> str:
        return _checked(self.cleaned_data["wording"], self.template)

    def clean_otherwise(self) -> str:
        return _checked(self.cleaned_data["otherwise"], self.template)

    def save(self, commit: bool = True) -> Any:
        self.instance.revision += 1
        return super().save(commit)


def wording_form(template: TextTemplate) -> type[WordingForm]:
    """The form of one text: titles are typed in one line."""
    controls = {
        name: forms.CharField(
            label=_label(name),
            max_length=_LONGEST_TITLE if template.is_title else _LONGEST_TEXT,
            required=False,
            widget=_control(template, rows),
        )
        for name, rows in zip(WordingForm.Meta.fields, (6, 3), strict=True)
    }
    return type("WordingForm", (WordingForm,), {"template": template, **controls})


def _label(name: str) -> str:
    column: Any = DisclosureWording._meta.get_field(name)
    return str(column.verbose_name)


def _control(template: TextTemplate, rows: int) -> forms.Widget:
    look = {"class": "form-control", "autocomplete": "off", "spellcheck": "false"}
    return forms.TextInput(look) if template.is_title else forms.Textarea({**look, "rows": rows})


def _with_plain_breaks(data: QueryDict | None) -> QueryDict | None:
    """Browsers send CRLF for every line break; what is stored has LF."""
    if data is None:
        return None
    plain = data.copy()
    for name in plain:
        plain.setlist(name, [value.replace("\r\n", "\n") for value in plain.getlist(name)])
    return plain


def _checked(text: str, template: TextTemplate) -> str:
    """Raises ``ValidationError`` saying what to change."""
    breaks = "" if template.is_title else "\n"
    if any(category(sign) == "Cc" and sign not in breaks for sign in text):
        raise forms.ValidationError("标题只能有一行" if template.is_title and "\n" in text else _UNSEEN)
    try:
        check_template(text, _KNOWN)
    except BadTemplate as problem:
        raise forms.ValidationError(str(problem)) from problem
    return text
