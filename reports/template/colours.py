"""Colours of the cells of a template, light enough to be printed."""

INPUT = "FFEFF5FB"
COMPUTED = "FFEEEEEE"
MISTAKE = "FFF8CBC6"
