"""Disclosures made elsewhere: uploaded, read in the background, checked, shown to their owner, forgotten."""
