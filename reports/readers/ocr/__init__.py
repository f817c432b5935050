"""Torn text, as poor OCR leaves it: mended with what the layouts say, and doubted where that is not certain."""
