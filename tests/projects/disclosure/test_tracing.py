from __future__ import annotations

from decimal import Decimal

from projects.disclosure.checks.tracing import Origin, trace_figures
from projects.document import Amounts, FormDocument, ProjectFacts
from tests.projects.disclosure.made import made


def test_every_figure_of_a_flawless_disclosure_is_explained() -> None:
    traces = trace_figures(made())
    assert len(traces) > 20
    assert all(trace.is_explained for trace in traces)


def test_a_total_is_traced_to_its_table_and_its_sum() -> None:
    trace = next(trace for trace in trace_figures(made()) if trace.field == "assets.text")
    assert (trace.text, trace.amount) == ("120.50万元", Decimal("1205000.00"))
    assert [source.origin for source in trace.sources] == [Origin.SUM]
    assert trace.sources[0].field == "assets"


def test_a_project_is_traced_to_its_form() -> None:
    form = FormDocument(
        "hebei", 2023, project=ProjectFacts(name="惠民演出经费"), amounts=Amounts(current_year=Decimal("1082000.00"))
    )
    trace = next(trace for trace in trace_figures(made(), [form]) if trace.text == "108.20万元")
    assert (trace.sources[0].origin, trace.sources[0].label) == (Origin.FORM, "惠民演出经费")


def test_last_year_follows_from_the_change() -> None:
    text = "2022年支出410万元，2023年预算支出420.80万元，增加10.80万元。"
    traces = trace_figures(made(**{"budget.change.text": text}))
    trace = next(trace for trace in traces if trace.text == "410万元")
    assert [source.origin for source in trace.sources] == [Origin.LAST_YEAR]


def test_a_figure_from_nowhere_is_unexplained() -> None:
    traces = trace_figures(made(other_matters="另有预备经费33.33万元。"))
    assert [trace.text for trace in traces if not trace.is_explained] == ["33.33万元"]
