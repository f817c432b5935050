"""Make the shipped song typeface from Noto Serif CJK SC (a developer's tool, run by hand).

    apt-get install fonts-noto-cjk unicode-data
    python -m reports.fonts.build

Reads the two Debian packages named above and writes the two TrueType files beside this script.
The same inputs and the same fontTools give the same bytes. README.md says what is cut and why.
"""

from __future__ import annotations

import argparse
import bz2
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont, newTable
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

from reports.fonts import BOLD, REGULAR

SOURCE_FAMILY: Final = "Noto Serif CJK SC"
FAMILY: Final = "Perfbudget Song"
VERSION: Final = "1.000"
NOTO_FOLDER: Final = Path("/usr/share/fonts/opentype/noto")
UNIHAN_FILE: Final = Path("/usr/share/unicode/Unihan_OtherMappings.txt.bz2")

# Thousandths of an em between the cubic outline and its quadratic approximation:
# 0.007 mm at 10 pt, less than a tenth of a dot of a 300 dpi printer.
OUTLINE_ERROR: Final = 2.0

TGH_COUNT: Final = 8105
RARE_HANZI: Final = "𠮷"  # in names, though outside every set below

RADICALS: Final = (range(0x2E80, 0x2FE0),)  # most share the glyph of a hanzi
EXTENSION_A: Final = range(0x3400, 0x4DC0)
HANZI: Final = (EXTENSION_A, range(0x4E00, 0xA000), range(0xF900, 0xFB00), range(0x20000, 0x40000))
HANGUL: Final = (
    range(0x1100, 0x1200),
    range(0x3130, 0x3190),
    range(0x3200, 0x3220),
    range(0x3260, 0x3280),
    range(0xA960, 0xA980),
    range(0xAC00, 0xD800),
    range(0xFFA0, 0xFFE0),
)
# What a title or a table head needs besides hanzi; anything else comes from the regular face.
BOLD_SYMBOLS: Final = (
    range(0x20, 0x180),  # Latin
    range(0x2000, 0x22FF),  # punctuation, currency, letter-like signs, numbers, arrows, operators
    range(0x2460, 0x24A0),  # ① ⑴ ⒈
    range(0x25A0, 0x2600),  # □ ○ △
    range(0x3000, 0x3030),  # CJK punctuation
    range(0x3220, 0x3260),  # ㈠
    range(0x3380, 0x33E0),  # ㎡ ㎏
    range(0xFF00, 0xFF5F),  # full-width forms
    range(0xFFE0, 0xFFE7),
)

# Characters that the source lacks, drawn from ones that it has: (character, scale, x, y).
COMPOSED: Final = {
    "☐": (("□", 1.0, 0, 0),),
    "☑": (("□", 1.0, 0, 0), ("✓", 0.75, 248, 53)),
    "☒": (("□", 1.0, 0, 0), ("×", 1.0, 0, 12)),
    "✔": (("✓", 1.0, 0, 0),),
    "≒": (("＝", 1.0, 0, 0), ("·", 1.0, 80, 240), ("·", 1.0, 594, -240)),
}


def main() -> None:
    """Write both faces and say how large they became."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--noto", type=Path, default=NOTO_FOLDER, help="folder of NotoSerifCJK-*.ttc")
    parser.add_argument("--unihan", type=Path, default=UNIHAN_FILE, help="Unihan_OtherMappings.txt.bz2")
    options = parser.parse_args()
    table = general_standard_table(options.unihan)
    for weight, target in (("Regular", REGULAR), ("Bold", BOLD)):
        source = source_font(options.noto / f"NotoSerifCJK-{weight}.ttc")
        available = {chr(code) for code in source.getBestCmap()}
        characters = (regular_characters if weight == "Regular" else bold_characters)(available, table)
        absent = set(table) - available
        if absent:
            raise SystemExit(f"{SOURCE_FAMILY} lacks characters of 通用规范汉字表: {sorted(absent)}")
        font = convert(source, in_order_of_use(characters, table), weight)
        font.save(target)
        print(f"{target.name}: {len(characters)} characters, {target.stat().st_size / 1e6:.1f} MB")


def general_standard_table(unihan: Path) -> list[str]:
    """The 8105 characters of 通用规范汉字表 (2013) in the order of the table.

    Source: the Unihan property kTGH (``2013:<number>``) in Debian's ``unicode-data``.
    """
    numbered: dict[int, str] = {}
    try:
        with bz2.open(unihan, "rt", encoding="utf-8") as lines:
            for line in lines:
                fields = line.rstrip("\n").split("\t")
                if len(fields) == 3 and fields[1] == "kTGH":
                    numbered[int(fields[2].removeprefix("2013:"))] = chr(int(fields[0].removeprefix("U+"), base=16))
    except FileNotFoundError:
        raise SystemExit(f"{unihan} not found: apt-get install unicode-data") from None
    if sorted(numbered) != list(range(1, TGH_COUNT + 1)):
        raise SystemExit(f"{unihan} does not hold the {TGH_COUNT} characters of 通用规范汉字表")
    return [numbered[number] for number in sorted(numbered)]


def source_font(collection: Path) -> TTFont:
    """The Simplified Chinese member of a Noto Serif CJK collection."""
    if not collection.exists():
        raise SystemExit(f"{collection} not found: apt-get install fonts-noto-cjk")
    for font in TTCollection(collection, lazy=True).fonts:
        if font["name"].getDebugName(1) == SOURCE_FAMILY:
            return font
    raise SystemExit(f"{collection} has no {SOURCE_FAMILY}")


def double_byte_characters(encoding: str) -> set[str]:
    """Every two-byte character of ``gbk`` or ``gb2312``."""
    pairs = (bytes((high, low)) for high in range(0x81, 0xFF) for low in range(0x40, 0xFF))
    return set("".join(pair.decode(encoding, "ignore") for pair in pairs))


def regular_characters(available: set[str], table: list[str]) -> set[str]:
    """All of the source but Hangul and the hanzi outside GBK, Extension A and the table."""
    hanzi = double_byte_characters("gbk") | set(table) | set(RARE_HANZI)
    hanzi |= {chr(code) for code in EXTENSION_A}
    kept = {each for each in available if each in hanzi or not within(each, HANZI)}
    return {each for each in kept if not within(each, HANGUL)} | set(COMPOSED)


def bold_characters(available: set[str], table: list[str]) -> set[str]:
    """GB2312, the table, and the symbols of titles."""
    hanzi = double_byte_characters("gb2312") | set(table)
    return {each for each in available if (each in hanzi and within(each, HANZI)) or within(each, BOLD_SYMBOLS)}


def within(character: str, ranges: Iterable[range]) -> bool:
    """Whether a character lies in one of the code ranges."""
    return any(ord(character) in each for each in ranges)


def in_order_of_use(characters: set[str], table: list[str]) -> list[str]:
    """Symbols, then hanzi from common to rare, then what is drawn from these.

    A PDF keeps the glyph numbers of its font up to the highest one used, so low numbers
    for common characters keep files small.
    """
    rank = {each: number for number, each in enumerate(table)}

    def place(each: str) -> tuple[int, int]:
        if within(each, HANZI):
            return (1, rank[each]) if each in rank else (2, ord(each))
        copies = each in COMPOSED or within(each, RADICALS)
        return (3 if copies else 0, ord(each))

    return sorted(characters, key=place)


def convert(source: TTFont, characters: list[str], weight: str) -> TTFont:
    """A TrueType font with the given characters, without any layout table."""
    glyphs, widths, cmap = draw(source, characters)
    font = TTFont(recalcTimestamp=False)
    font.setGlyphOrder(list(glyphs))
    for tag in ("head", "hhea", "maxp", "OS/2", "post"):
        font[tag] = source[tag]
    font["maxp"].tableVersion = 0x00010000
    for name in (
        "maxZones maxTwilightPoints maxStorage maxFunctionDefs maxInstructionDefs"
        " maxStackElements maxSizeOfInstructions"
    ).split():
        setattr(font["maxp"], name, 1 if name == "maxZones" else 0)
    font["head"].glyphDataFormat = 0
    font["head"].fontRevision = float(VERSION)
    font["glyf"] = new_table("glyf", glyphs=glyphs, glyphOrder=list(glyphs))
    font["loca"] = new_table("loca")
    font["hmtx"] = new_table("hmtx", metrics={})
    for name, glyph in glyphs.items():
        glyph.recalcBounds(font["glyf"])
        font["hmtx"].metrics[name] = (widths[name], getattr(glyph, "xMin", 0))
    font["cmap"] = new_table("cmap", tableVersion=0, tables=list(cmap_tables(cmap)))
    # Grey-scale and symmetric smoothing at every size: the outlines carry no hints.
    font["gasp"] = new_table("gasp", version=1, gaspRange={0xFFFF: 0x000F})
    font["name"] = names(source, weight)
    font["OS/2"].recalcUnicodeRanges(font)
    font["OS/2"].updateFirstAndLastCharIndex(font)
    font["OS/2"].recalcAvgCharWidth(font)
    font["OS/2"].achVendID = "    "
    return font


def draw(source: TTFont, characters: list[str]) -> tuple[dict[str, Any], dict[str, int], dict[int, str]]:
    """Glyphs and widths by glyph name, and the character map.

    A character that shares its glyph with an earlier one (⼈ and 人) gets a composite of its own:
    a PDF stores one text per glyph, so a shared glyph would be read back as the wrong character.
    """
    outlines = source.getGlyphSet()
    source_cmap = source.getBestCmap()
    glyphs: dict[str, Any] = {}
    widths: dict[str, int] = {}
    cmap: dict[int, str] = {}
    drawn: dict[str, str] = {}  # glyph of the source -> its name here

    def add_outline(name: str, source_name: str) -> None:
        pen = TTGlyphPen(None)
        outlines[source_name].draw(Cu2QuPen(pen, OUTLINE_ERROR, reverse_direction=True))
        glyphs[name], widths[name] = pen.glyph(), round(outlines[source_name].width)

    add_outline(".notdef", ".notdef")
    for character in characters:
        name = f"u{ord(character):04X}"
        cmap[ord(character)] = name
        if character in COMPOSED:
            parts = [(cmap[ord(base)], scale, x, y) for base, scale, x, y in COMPOSED[character]]
        elif source_cmap[ord(character)] in drawn:
            parts = [(drawn[source_cmap[ord(character)]], 1.0, 0, 0)]
        else:
            drawn[source_cmap[ord(character)]] = name
            add_outline(name, source_cmap[ord(character)])
            continue
        pen = TTGlyphPen(glyphs)
        for base, scale, x, y in parts:
            if glyphs[base].numberOfContours:
                pen.addComponent(base, (scale, 0, 0, scale, x, y))
        glyphs[name], widths[name] = pen.glyph(), widths[parts[0][0]]
    return glyphs, widths, cmap


def new_table(tag: str, **values: object) -> Any:
    """A new font table with the given attributes."""
    made = newTable(tag)
    for name, value in values.items():
        setattr(made, name, value)
    return made


def cmap_tables(cmap: dict[int, str]) -> Iterator[Any]:
    """Windows character maps: format 4 for the basic plane, format 12 for everything."""
    for number, encoding, mapping in (
        (4, 1, {code: name for code, name in cmap.items() if code < 0x10000}),
        (12, 10, cmap),
    ):
        subtable = CmapSubtable.newSubtable(number)
        subtable.platformID, subtable.platEncID, subtable.language = 3, encoding, 0
        subtable.cmap = mapping
        yield subtable


def names(source: TTFont, weight: str) -> Any:
    """The name table: our family name, the upstream's copyright, designers and licence."""
    upstream = source["name"]
    made = newTable("name")
    made.names = []
    postscript = f"{FAMILY.replace(' ', '')}-{weight}"
    values = {
        0: upstream.getDebugName(0),
        1: FAMILY,
        2: weight,
        3: f"{VERSION};{postscript}",
        4: FAMILY if weight == "Regular" else f"{FAMILY} {weight}",
        5: f"Version {VERSION}; modified from {SOURCE_FAMILY}, {upstream.getDebugName(5)}",
        6: postscript,
        9: upstream.getDebugName(9),
        13: upstream.getDebugName(13),
        14: upstream.getDebugName(14),
    }
    for name_id, value in values.items():
        made.setName(value, name_id, 3, 1, 0x409)
    return made


if __name__ == "__main__":
    main()
