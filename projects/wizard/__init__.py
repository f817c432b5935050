"""Filling in: view models of the page, and the JSON that the page and the server exchange."""
