import bz2

import pytest

from reports.fonts.build import general_standard_table, in_order_of_use, source_font


def test_the_table_comes_in_its_own_order(tmp_path):
    unihan = tmp_path / "Unihan_OtherMappings.txt.bz2"
    lines = [f"U+{0x4E00 + number:04X}\tkTGH\t2013:{8105 - number}\n" for number in range(8105)]
    with bz2.open(unihan, "wt", encoding="utf-8") as file:
        file.writelines(["# Unihan\n", "U+4E00\tkBigFive\tA440\n", *lines])
    table = general_standard_table(unihan)
    assert (table[0], table[-1]) == (chr(0x4E00 + 8104), "一")


def test_a_table_with_gaps_is_refused(tmp_path):
    unihan = tmp_path / "Unihan_OtherMappings.txt.bz2"
    with bz2.open(unihan, "wt", encoding="utf-8") as file:
        file.write("U+4E00\tkTGH\t2013:1\n")
    with pytest.raises(SystemExit, match="8105"):
        general_standard_table(unihan)


def test_missing_inputs_name_the_command_that_installs_them(tmp_path):
    with pytest.raises(SystemExit, match="apt-get install unicode-data"):
        general_standard_table(tmp_path / "absent.bz2")
    with pytest.raises(SystemExit, match="apt-get install fonts-noto-cjk"):
        source_font(tmp_path / "NotoSerifCJK-Regular.ttc")


def test_glyphs_are_numbered_from_common_to_rare():
    assert in_order_of_use(set("龘⼀㐂的一A，☑"), ["一", "的"]) == ["A", "，", "一", "的", "㐂", "龘", "☑", "⼀"]
