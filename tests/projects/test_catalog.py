"""The catalogue, the document, the schema, the models and the layouts know the same values."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
from django.db import models

from projects import exchange
from projects.catalog import FIELDS, LINE_FIELDS, LINE_LENGTH, NARRATIVE_LENGTH, Field, Kind
from projects.document import Codec, FormDocument
from projects.models import LINE_MODELS, PerformanceForm

PLACES = ("region", "department", "unit")
CODECS = {
    Kind.TEXT: {Codec.TEXT},
    Kind.NARRATIVE: {Codec.TEXT},
    Kind.MONEY: {Codec.MONEY},
    Kind.PERCENT: {Codec.PERCENT},
    Kind.POINTS: {Codec.PERCENT},
    Kind.NUMBER: {Codec.NUMBER},
    Kind.DATE: {Codec.DATE},
    Kind.FLAG: {Codec.FLAG},
    Kind.CODED: {Codec.OBJECT},
    Kind.SUBJECTS: {Codec.LIST},
}
COLUMNS = {
    Kind.TEXT: models.CharField,
    Kind.NARRATIVE: models.TextField,
    Kind.MONEY: models.DecimalField,
    Kind.PERCENT: models.DecimalField,
    Kind.POINTS: models.DecimalField,
    Kind.NUMBER: models.PositiveSmallIntegerField,
    Kind.DATE: models.DateField,
    Kind.FLAG: models.BooleanField,
    Kind.CODED: models.JSONField,
    Kind.SUBJECTS: models.JSONField,
}

SCALARS = [(PerformanceForm, path, field) for path, field in FIELDS.items() if field.column]
MEMBERS = [
    (LINE_MODELS[lines], f"{lines}.{member}", field)
    for lines, members in LINE_FIELDS.items()
    for member, field in members.items()
]


def members_of(kind: type) -> dict[str, Any]:
    return {member.name: member.metadata for member in dataclasses.fields(kind) if "codec" in member.metadata}


def test_every_value_of_the_document_is_in_the_catalogue():
    """Only ``history`` is no single value."""
    for name, metadata in members_of(FormDocument).items():
        if metadata["codec"] is Codec.LIST:
            assert set(LINE_FIELDS[name]) == set(members_of(metadata["kind"])) - {"history"}
        elif metadata["codec"] is Codec.OBJECT and name not in PLACES:
            assert {f"{name}.{member}" for member in members_of(metadata["kind"])} <= set(FIELDS)
        else:
            assert name in FIELDS


def test_kinds_agree_with_how_values_travel():
    for path, field in FIELDS.items():
        if field.parts:
            continue
        owner: Any = FormDocument
        *way, last = path.split(".")
        for step in way:
            owner = members_of(owner)[step]["kind"]
        codec = members_of(owner)[last]["codec"] if path != "fiscal_year" else Codec.NUMBER
        assert codec in CODECS[field.kind], path


@pytest.mark.parametrize(("model", "path", "field"), [*SCALARS, *MEMBERS], ids=lambda value: str(value)[:40])
def test_every_value_has_a_column_that_can_hold_it(model: type[models.Model], path: str, field: Field):
    column = model._meta.get_field(field.column)
    assert type(column) is COLUMNS[field.kind]
    if field.kind is Kind.TEXT:
        assert isinstance(column, models.CharField)
        assert column.max_length == field.max_length
    else:
        assert column.null or field.kind in (Kind.NARRATIVE, Kind.SUBJECTS)


def test_columns_are_used_once():
    columns = [field.column for _, _, field in SCALARS]
    assert sorted(columns) == sorted(set(columns))


def test_joined_values_are_made_of_columns_of_the_catalogue():
    columns = {field.column for _, _, field in SCALARS}
    joined = {path: field.parts for path, field in FIELDS.items() if field.parts}
    assert joined == {"project.period": ("start_date", "end_date")}
    assert all(columns.issuperset(parts) for parts in joined.values())


def test_places_are_no_cells_to_type_into():
    assert {path.partition(".")[0] for path, field in FIELDS.items() if not field.editable} == {
        *PLACES,
        "fiscal_year",
    }


def test_the_schema_has_the_same_keys():
    schema = json.loads((Path(exchange.__file__).parent / "exchange.schema.json").read_text(encoding="utf-8"))
    properties = schema["properties"]
    assert set(properties) - {"schema", "layout", "uncertain"} == {"fiscal_year", *members_of(FormDocument)}
    for group in ("project", "amounts", "narratives"):
        paths = {
            path.partition(".")[2] for path, field in FIELDS.items() if path.startswith(f"{group}.") and not field.parts
        }
        assert set(properties[group]["properties"]) == paths
    for lines, members in LINE_FIELDS.items():
        items = properties[lines]["items"]
        items = items if "properties" in items else schema["$defs"]["indicator"]
        assert set(items["properties"]) - {"history"} == set(members)


def test_lengths():
    assert FIELDS["project.name"].max_length == LINE_LENGTH == 200
    assert FIELDS["narratives.overview"].max_length == NARRATIVE_LENGTH == 20_000
    assert LINE_FIELDS["indicators"]["level3"].max_length == 500
    assert LINE_FIELDS["indicators"]["target"].max_length == 1000
