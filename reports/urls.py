"""Downloads, the print centre, and bringing files in."""

from django.urls import path

from reports.views.department_books import (
    department_book_file,
    department_marked,
    department_preview,
    department_upload,
)
from reports.views.disclosure_checks import (
    check_delete,
    check_form,
    check_list,
    check_report,
    check_result,
    check_start,
)
from reports.views.disclosure_editing import disclosure_edit, disclosure_start
from reports.views.disclosure_steps import disclosure_handling, disclosure_move
from reports.views.disclosure_told import disclosure_told
from reports.views.disclosures import (
    disclosure_booklet,
    disclosure_file,
    disclosure_list,
    disclosure_page,
)
from reports.views.downloads import paper_file
from reports.views.findings import findings_file
from reports.views.import_files import form_source, import_marked, import_original, import_read_again
from reports.views.import_forms import (
    import_cell,
    import_confirm,
    import_drop,
    import_form,
    import_place,
    import_row_add,
    import_row_remove,
)
from reports.views.imports import (
    import_accept,
    import_batch,
    import_delete,
    import_list,
    import_start,
    import_stop,
    import_unit,
)
from reports.views.other_layout import choose_layout, form_as
from reports.views.print_centre import job_start, print_centre
from reports.views.print_jobs import job_cancel, job_file, job_page
from reports.views.publications import (
    disclosure_public_preview,
    disclosure_publish,
    publication_cancel,
    publication_retry,
    publication_view,
)
from reports.views.templates import empty_template, form_template

app_name = "reports"

urlpatterns = [
    path("forms/<int:pk>/paper.<str:extension>", paper_file, name="paper-file"),
    path("forms/<int:pk>/as/", choose_layout, name="choose-layout"),
    path("forms/<int:pk>/as/<slug:slug>/", form_as, name="form-as"),
    path("forms/<int:pk>/template.xlsx", form_template, name="form-template"),
    path("units/<int:pk>/<slug:scope>-template.xlsx", empty_template, name="empty-template"),
    path("findings/file/", findings_file, name="findings-file"),
    path("disclosures/", disclosure_list, name="disclosure-list"),
    path("disclosures/start/<int:department>/<int:year>/", disclosure_start, name="disclosure-start"),
    path("disclosures/<int:pk>/", disclosure_page, name="disclosure-page"),
    path("disclosures/<int:pk>/edit/<slug:key>/", disclosure_edit, name="disclosure-edit"),
    path("disclosures/<int:pk>/edit/<slug:key>/told/", disclosure_told, name="disclosure-told"),
    path("disclosures/<int:pk>/booklet/", disclosure_booklet, name="disclosure-booklet"),
    path("disclosures/<int:pk>/booklet.<str:extension>", disclosure_file, name="disclosure-file"),
    path("disclosures/<int:pk>/figures.xlsx", department_book_file, name="department-book"),
    path("disclosures/<int:pk>/figures/", department_upload, name="department-upload"),
    path("disclosures/<int:pk>/figures/preview/", department_preview, name="department-preview"),
    path("disclosures/<int:pk>/figures/marked.xlsx", department_marked, name="department-marked"),
    path("disclosures/<int:pk>/handling/", disclosure_handling, name="disclosure-handling"),
    path("disclosures/<int:pk>/handling/<slug:action>/", disclosure_move, name="disclosure-move"),
    path("disclosures/<int:pk>/publish/", disclosure_publish, name="disclosure-publish"),
    path("disclosures/<int:pk>/publish/preview/", disclosure_public_preview, name="disclosure-public-preview"),
    path("disclosures/<int:pk>/versions/<int:version>/", publication_view, name="publication-page"),
    path("disclosures/<int:pk>/versions/<int:version>/retry/", publication_retry, name="publication-retry"),
    path("disclosures/<int:pk>/versions/<int:version>/cancel/", publication_cancel, name="publication-cancel"),
    path("disclosures/checks/", check_list, name="check-list"),
    path("disclosures/checks/start/", check_start, name="check-start"),
    path("disclosures/checks/<int:pk>/", check_result, name="check-page"),
    path("disclosures/checks/<int:pk>/forms/<int:number>/", check_form, name="check-form"),
    path("disclosures/checks/<int:pk>/report.xlsx", check_report, name="check-report"),
    path("disclosures/checks/<int:pk>/delete/", check_delete, name="check-delete"),
    path("print/", print_centre, name="print-centre"),
    path("print/jobs/", job_start, name="job-start"),
    path("print/jobs/<int:pk>/", job_page, name="job-page"),
    path("print/jobs/<int:pk>/file/", job_file, name="job-file"),
    path("print/jobs/<int:pk>/cancel/", job_cancel, name="job-cancel"),
    path("forms/<int:pk>/sources/<int:source>/", form_source, name="form-source"),
    path("imports/", import_list, name="import-list"),
    path("imports/start/", import_start, name="import-start"),
    path("imports/<int:pk>/", import_batch, name="import-batch"),
    path("imports/<int:pk>/stop/", import_stop, name="import-stop"),
    path("imports/<int:pk>/delete/", import_delete, name="import-delete"),
    path("imports/<int:pk>/unit/", import_unit, name="import-unit"),
    path("imports/<int:pk>/accept/", import_accept, name="import-accept"),
    path("imports/files/<int:pk>/", import_original, name="import-original"),
    path("imports/files/<int:pk>/marked/", import_marked, name="import-marked"),
    path("imports/files/<int:pk>/again/", import_read_again, name="import-read-again"),
    path("imports/forms/<int:pk>/", import_form, name="import-form"),
    path("imports/forms/<int:pk>/cell/", import_cell, name="import-cell"),
    path("imports/forms/<int:pk>/confirm/", import_confirm, name="import-confirm"),
    path("imports/forms/<int:pk>/rows/", import_row_add, name="import-row-add"),
    path("imports/forms/<int:pk>/rows/remove/", import_row_remove, name="import-row-remove"),
    path("imports/forms/<int:pk>/place/", import_place, name="import-place"),
    path("imports/forms/<int:pk>/drop/", import_drop, name="import-drop"),
]
