"""Whatever is done to a disclosure, it is read into something that is valid, and can be checked."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from projects.disclosure.checks.checking import check_disclosure
from projects.disclosure.checks.proofs import prove
from projects.disclosure.checks.tracing import trace_figures
from projects.disclosure.exchange import disclosure_from
from reports.disclosure_reading.reading import read_disclosure
from reports.readers import text
from tests.reports.disclosure_reading.booklet import BLOCKS, as_cells, as_rows

LINES = [*as_rows(BLOCKS).decode().split("\n"), *as_cells(BLOCKS).decode().split("\n")]
NOISE = st.sampled_from(
    ["", "。", "；", "（", "）", "其中：", "\t", "\t\t1\t", "一、", "1.", "目录", "99999999999999亿元", "-3", "1900年", "0.001元", "\x07",
     "90%", "优", "<b>", "=1+1", "{年度}", "4、……", "《》", "主要是", "(含)以上为优"]
)  # fmt: skip


@settings(max_examples=60)
@given(lines=st.lists(st.tuples(st.sampled_from(LINES), NOISE, st.integers(0, 30)), max_size=60))
def test_damaged_disclosures_are_read_and_checked(lines: list[tuple[str, str, int]]) -> None:
    content = "\n".join(line[:at] + noise + line[at:] for line, noise, at in lines)
    document = read_disclosure(text.read("x.txt", content.encode())).document
    if document.title and document.fiscal_year:
        assert disclosure_from(document.to_json()) == document
    check_disclosure(document)
    prove(document)
    trace_figures(document)
