"""The public site. Addresses stay: they are printed, cited and linked to."""

from django.urls import URLPattern, URLResolver, include, path, re_path, register_converter
from django.urls.converters import IntConverter

from reports.public.views.data import data, dictionary, dictionary_file, year_csv, year_json
from reports.public.views.departments import booklet, department, department_version, form
from reports.public.views.files import booklet_file, form_file
from reports.public.views.missing import missing
from reports.public.views.places import region_year, sitemap, start
from reports.public.views.projects import project, search
from reports.public.views.verify import verify, verify_code, verify_file

app_name = "public"


class RowConverter(IntConverter):
    """The id of a row: a number that fits the column on every database."""

    regex = "[0-9]{1,18}"


register_converter(RowConverter, "row")

of_version: list[URLPattern] = [
    path("", department_version, name="department-version"),
    path("booklet/", booklet, name="booklet"),
    path("booklet.<str:extension>", booklet_file, name="booklet-file"),
    path("forms/<int:position>/", form, name="form"),
    path("forms/<int:position>.<str:extension>", form_file, name="form-file"),
]
of_region_and_year: list[URLPattern | URLResolver] = [
    path("", region_year, name="region-year"),
    path("data.json", year_json, name="year-json"),
    path("<slug:table>.csv", year_csv, name="year-csv"),
    path("<row:department>/", department, name="department"),
    path("<row:department>/v<int:number>/", include(of_version)),
]
urlpatterns = [
    path("", start, name="start"),
    path("search/", search, name="search"),
    path("projects/<row:pk>/", project, name="project"),
    path("verify/", verify, name="verify"),
    path("verify/<str:code>/", verify_code, name="verify-code"),
    path("verify/<str:code>.pdf", verify_file, name="verify-file"),
    path("data/", data, name="data"),
    path("data/dictionary/", dictionary, name="dictionary"),
    path("data/dictionary.csv", dictionary_file, name="dictionary-file"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("<row:region>/<int:year>/", include(of_region_and_year)),
    # What leads nowhere is told in the frame of this site. It stays last.
    re_path(r"^.*/$", missing, name="missing"),
]
