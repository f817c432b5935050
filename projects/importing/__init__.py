"""Bringing in forms that were filled in elsewhere: where they belong, what stands against them, and storing them."""
