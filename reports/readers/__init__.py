"""Reading forms back from files: Excel, Word, PDF and text of any layout.

A file becomes a :class:`~reports.readers.source.SourceFile` (texts and tables in reading order, by one module per kind
of file); one matcher makes :class:`~reports.readers.result.ReadForm` of it by the layouts.
"""
