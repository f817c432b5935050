"""Each paper is rendered once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.files.storage import default_storage

from reports.stored_pdf import printed, stored_name
from tests.reports.writers.sample_paper import sample_paper


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path / "papers"


def _files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_paper_is_rendered_once(folder: Path):
    first = printed(sample_paper())
    stored = folder / Path(stored_name(sample_paper())).name
    assert stored.read_bytes() == first.content
    stored.write_bytes(b"%PDF-stored %%EOF")
    assert printed(sample_paper()).content == b"%PDF-stored %%EOF"


def test_any_change_of_the_paper_gives_another_file(folder: Path):
    paper = sample_paper()
    grid = paper.grids[0]
    changed = [
        replace(paper, watermark="草稿"),
        replace(paper, footer="2020年1月20日下达"),
        replace(paper, grids=(replace(grid, title="另一个标题"),)),
        sample_paper({"项目概况*:": "另一个概况"}),
    ]
    assert len({stored_name(each) for each in [paper, *changed]}) == 5


def test_a_half_written_file_is_written_anew(folder: Path):
    whole = printed(sample_paper()).content
    stored = folder / Path(stored_name(sample_paper())).name
    stored.write_bytes(whole[: len(whole) // 2])
    assert printed(sample_paper()).content == whole
    assert stored.read_bytes() == whole


def test_many_at_a_time_leave_one_whole_file(folder: Path):
    with ThreadPoolExecutor(6) as pool:
        results = list(pool.map(lambda _: printed(sample_paper()).content, range(6)))
    assert len(set(results)) == 1
    assert _files(folder) == [Path(stored_name(sample_paper())).name]
    with default_storage.open(stored_name(sample_paper())) as file:
        assert file.read() == results[0]


def test_missing_characters_are_told_also_of_a_stored_paper():
    paper = sample_paper({"项目概况*:": "出访😀与𠀀"})
    assert printed(paper).missing == printed(paper).missing == ("😀", "𠀀")
