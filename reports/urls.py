"""Downloads and the print centre."""

from django.urls import path

from reports.views.downloads import paper_file
from reports.views.other_layout import choose_layout, form_as
from reports.views.print_centre import job_start, print_centre
from reports.views.print_jobs import job_cancel, job_file, job_page

app_name = "reports"

urlpatterns = [
    path("forms/<int:pk>/paper.<str:extension>", paper_file, name="paper-file"),
    path("forms/<int:pk>/as/", choose_layout, name="choose-layout"),
    path("forms/<int:pk>/as/<slug:slug>/", form_as, name="form-as"),
    path("print/", print_centre, name="print-centre"),
    path("print/jobs/", job_start, name="job-start"),
    path("print/jobs/<int:pk>/", job_page, name="job-page"),
    path("print/jobs/<int:pk>/file/", job_file, name="job-file"),
    path("print/jobs/<int:pk>/cancel/", job_cancel, name="job-cancel"),
]
