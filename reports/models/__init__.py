"""What the database keeps of printing, importing, figures, official files and checks."""

from reports.models.department_uploads import DepartmentUpload
from reports.models.imports import (
    BatchState,
    DraftState,
    FileState,
    FormSource,
    ImportBatch,
    ImportDraft,
    ImportFile,
)
from reports.models.official import OfficialCopy, OfficialFile, OfficialKind, PublishedFile
from reports.models.printing import OPEN_STATES, QUIET, JobFormat, JobState, PrintJob, PrintJobItem, PrintJobQuerySet
from reports.models.uploaded_checks import CheckState, UploadedCheck

__all__ = [
    "OPEN_STATES",
    "QUIET",
    "BatchState",
    "CheckState",
    "DepartmentUpload",
    "DraftState",
    "FileState",
    "FormSource",
    "ImportBatch",
    "ImportDraft",
    "ImportFile",
    "JobFormat",
    "JobState",
    "OfficialCopy",
    "OfficialFile",
    "OfficialKind",
    "PrintJob",
    "PrintJobItem",
    "PrintJobQuerySet",
    "PublishedFile",
    "UploadedCheck",
]
