"""智能审核: rules that find in a form what people miss, and explain it.

Pure: a rule sees a :class:`~projects.document.FormDocument` and its neighbours, never a request or the database.
"""
