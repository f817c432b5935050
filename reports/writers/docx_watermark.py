"""The pale diagonal word behind the text of a Word page.

Word knows watermarks only as a drawing in the header, in the older vector language (VML).
"""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import quoteattr

from docx.oxml import parse_xml

_FORMULAS = (
    *("sum #0 0 10800", "prod #0 2 1", "sum 21600 0 @1", "sum 0 0 @2", "sum 21600 0 @3", "if @0 @3 0"),
    *("if @0 21600 @1", "if @0 0 @2", "if @0 @4 21600", "mid @5 @6", "mid @8 @5", "mid @7 @8", "mid @6 @7"),
    "sum @6 0 @5",
)
"""How the text shape of VML bends its text: the definition that Word itself writes with every watermark."""

_SHAPE = """\
<w:pict xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
  <v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">
    <v:formulas>{formulas}</v:formulas>
    <v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800"
      o:connectangles="270,180,90,0"/>
    <v:textpath on="t" fitshape="t"/>
  </v:shapetype>
  <v:shape id="watermark{number}" o:spid="_x0000_s{number}" type="#_x0000_t136" fillcolor="#d0d0d0" stroked="f"
    style="position:absolute;width:300pt;height:130pt;rotation:315;z-index:-251658752;
    mso-position-horizontal:center;mso-position-horizontal-relative:margin;
    mso-position-vertical:center;mso-position-vertical-relative:margin">
    <v:fill opacity=".5"/>
    <v:textpath style="font-family:&quot;宋体&quot;;font-size:1pt" string={text}/>
  </v:shape>
</w:pict>"""


def watermark(text: str, number: int) -> Any:
    """The drawing as an element for a run; ``number`` tells the watermarks of a document apart."""
    formulas = "".join(f'<v:f eqn="{formula}"/>' for formula in _FORMULAS)
    return parse_xml(_SHAPE.format(text=quoteattr(text), number=2048 + number, formulas=formulas))
