"""Bringing files in through the browser: upload, reading in the background, preview, correction, acceptance.

``uploads`` keeps the files and starts the job, ``reading`` turns files into drafts, ``drafts`` and ``edits`` hold and
change what was read, ``fates`` says what would become of it, ``preview`` shows it, ``acceptance`` stores it,
``tasks`` are the jobs. Nothing becomes a form before a person accepts it.
"""
