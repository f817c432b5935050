"""What our own PDFs tell whoever reads them back, beside what is printed."""

from __future__ import annotations

from typing import Final

MAKER: Final = "perfbudget"
"""The program that the file names as its maker."""

LINE, TYPED_LINE = 19, 19.1
"""Height of a line in CSS pixels, and of one that was ended by its writer and not by the edge of its cell."""
