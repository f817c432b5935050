import pytest
from fontTools.ttLib import TTFont

from reports.fonts import BOLD, FOLDER, REGULAR
from reports.fonts.coverage import covered_characters, missing_characters, printable

# The characters of 通用规范汉字表 that GBK lacks (Unihan, kTGH).
TABLE_OUTSIDE_GBK = (
    "㧐㧟䏝𬉼㤘𠳐䥽䁖𥻗䦃㸆𠙶𬣙𨙸𬇕䜣𬣞𬘓𫭟𫭢㧑𫇭𫐄㕮𫵷㑇𣲘𣲗𬇙㳇𬣡𫸩䢺𨚕𫘜𬘘𫘝䢼𦭜㭎𬨂𬀩𬀪㟃𬬩㑊𫍣𬣳𬩽𬮿"
    "𬯀𫰛𬳵𬳶䌹𫠊㛃𬍛鿍𬜬𦰡㭕䴓䶮𪾢𪨰𫓧𬬮𬬱𬬭䏡𦙶㶲㳚㳘𬘡𬳽𬘩𫄧𪟝𬍤𫭼𬜯䓖𬂩𫠆𨐈𬌗𫑡𪨶𬬸𬬻𬬹𬬿𬭁𫢸𫗧𬊈𬒈𨺙"
    "㛚𬳿𫄨𬘫䂮𫮃㙍䓫䓬䓨䓛鿎䴕㫰𬱖𬟽䎃𫓯𫟹𫟼㿠䝙䏲𠅤䴔𬇹𬍡㥄𬤇𫍯𬤊𫍲𬯎𬘬𬘭𬴂𫘦𫟅𬘯𫘧㙘𪣻𡎚𬃊𬷕𫐐𬹼𧿹𫶇𫖮"
    "鿏𬭊𨱇𫓶𬭎𫖯䐃𬱟𫛭㺄𫷷𬮱𬊤𣸣㴔㛹𬴃𫘨䴖𤧛𬪩𬒔䃅𬨎𫐓䣘𫫇㬊𫓹𬭚𬭛䅟𬕂䲟𬶋𬶍𦝼𫔶𫌀𫖳𫘪𫘬𫞩𡐓𪤗𣗋𬸘䃎𬒗𥔲"
    "𫚖䴗㬎𨱏𬭤㙦𫚕𬶐𬶏𩽾𬸚㽏㮾𬤝𬙂㻬䗖㠇𬭩䴘𩾃㵐𬸣𫍽𬴊𬞟𥕢𫟦𬺈𫠜㬚䗛㠓𪩘𬭬𨱑𬭯𫗴𬸦𫄷𤩽㘎𬭳𬭶𫔍𬭸𨱔𬭼𫔎𬸪"
    "䲠𬶟𬶠䗪𬶨𦈡𫄸𬟁𥖨䗴䲢𦒍䎖䴙𬙊㰀𬶭𩾌𨟠𬶮𨭉㸌𬙋𤫉𬺓𫚭"
)


def gbk_characters() -> set[str]:
    pairs = (bytes((high, low)) for high in range(0x81, 0xFF) for low in range(0x40, 0xFF) if low != 0x7F)
    return set("".join(pair.decode("gbk", "ignore") for pair in pairs))


def test_gbk_is_covered():
    assert len(gbk_characters()) > 21_700
    assert gbk_characters() - covered_characters() == set()


def test_the_general_standard_table_is_covered_beyond_gbk():
    assert len(TABLE_OUTSIDE_GBK) == len(set(TABLE_OUTSIDE_GBK)) == 276
    assert missing_characters(TABLE_OUTSIDE_GBK) == []


def test_extension_a_is_covered():
    assert {chr(code) for code in range(0x3400, 0x4DB6)} - covered_characters() == set()


@pytest.mark.parametrize("font", [REGULAR, BOLD])
def test_each_character_has_a_glyph_of_its_own(font):
    with TTFont(font, lazy=True) as opened:
        cmap = opened.getBestCmap()
    assert len(set(cmap.values())) == len(cmap)


@pytest.mark.parametrize("font", [REGULAR, BOLD])
def test_the_fonts_are_plain_truetype_under_a_name_of_their_own(font):
    with TTFont(font, lazy=True) as opened:
        assert {"CFF ", "GSUB", "GPOS", "vmtx", "kern"} & set(opened.keys()) == set()
        names = opened["name"]
        assert [names.getDebugName(name_id) for name_id in (1, 2)] == ["Perfbudget Song", font.stem.split("-")[1]]
        assert "SIL Open Font License" in names.getDebugName(13)
        assert opened["OS/2"].fsType == 0, "may be embedded"
        copyright_line = names.getDebugName(0)
    licence = (FOLDER / "OFL.txt").read_text(encoding="utf-8")
    assert copyright_line in licence
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence


def test_the_fonts_stay_small():
    assert REGULAR.stat().st_size < 12_500_000
    assert BOLD.stat().st_size < 5_000_000


def test_missing_characters_come_once_in_their_order():
    assert missing_characters("今天😀开会，𰻝𰻝面😀") == ["😀", "𰻝"]
    assert missing_characters("硚口区㐂𠮷 ≥95%\n\t№①☑") == []


@pytest.mark.parametrize(
    "invisible", ["\u200b", "\u200d", "\ufeff", "\ufe0f", "\U000e0101", "\u00ad", "\u202e", "\x00"]
)
def test_invisible_characters_are_neither_printed_nor_missing(invisible):
    assert missing_characters(f"甲{invisible}乙") == []
    assert printable(f"甲{invisible}乙") == "甲乙"


def test_printable_marks_what_is_missing_and_unifies_spaces_and_line_ends():
    assert printable("甲😀乙\ud800丙") == "甲〓乙〓丙"
    assert printable("一\r\n二\u2028三\n") == "一\n二\n三"
    assert printable("甲\u2007乙\u3000丙\td") == "甲 乙\u3000丙\td"
