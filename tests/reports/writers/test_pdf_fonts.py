"""The typefaces of the machine: used where it has them, not missed where it has none."""

import os
import subprocess
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

from reports.fonts import REGULAR
from reports.writers.pdf import write_pdf
from tests.reports.writers.pdf_reading import read_pdf, squeezed
from tests.reports.writers.sample_paper import TITLE, sample_paper

ROOT = Path(__file__).resolve().parents[3]
PRINT = """
import sys
from reports.writers.pdf import write_pdf
from tests.reports.writers.sample_paper import sample_paper
sys.stdout.buffer.write(write_pdf(sample_paper()).content)
"""


def printed_where_only(fonts: Path) -> bytes:
    """The sample paper as a machine prints it that has the fonts of one folder."""
    config = fonts.parent / "fonts.conf"
    cache = fonts.parent / "cache"
    config.write_text(f"<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>", encoding="utf-8")
    environment = os.environ | {"FONTCONFIG_FILE": str(config), "PYTHONWARNINGS": "ignore"}
    command = [sys.executable, "-c", PRINT]
    return subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True).stdout


def install(folder: Path, name: str, text: str) -> None:
    """A font with the given family name and characters."""
    font = TTFont(REGULAR)
    cutter = subset.Subsetter()
    cutter.populate(text=text)
    cutter.subset(font)
    for name_id in (1, 4, 6):
        font["name"].setName(name, name_id, 3, 1, 0x409)
    font.save(folder / f"{name}.ttf")


def test_a_machine_without_fonts_prints_the_same_paper(tmp_path):
    folder = tmp_path / "fonts"
    folder.mkdir()
    assert printed_where_only(folder) == write_pdf(sample_paper()).content


def test_official_typefaces_are_used_and_their_gaps_filled(tmp_path):
    folder = tmp_path / "fonts"
    folder.mkdir()
    install(folder, "FZXiaoBiaoSong-B05S", "2020年部门项目 ")
    install(folder, "SimSun", "组织部经常性项目0123456789:* ")
    pages = read_pdf(printed_where_only(folder))
    lines = {line.text: line for page in pages for line in page.lines}
    assert set(lines[TITLE].fonts) == {"FZXiaoBiaoSong-B05S", "Paper-Song-Bold"}
    assert lines["组织部"].fonts == ["SimSun"]
    assert lines["5550126"].fonts == ["SimSun"]
    assert set(lines["项目性质:"].fonts) == {"SimSun", "Paper-Song"}
    (grid,) = sample_paper().grids
    printed = "".join(page.text for page in pages)
    assert all(squeezed(cell.text) in printed for row in grid.rows() for cell in row.cells)
