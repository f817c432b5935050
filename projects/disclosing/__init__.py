"""Disclosures with the database: stored, carried through their life, worded, frozen and made public."""
