"""The public site. Addresses stay: they are printed, cited and linked to."""

from django.urls import path, re_path

from reports.public.views.missing import missing
from reports.public.views.places import start
from reports.public.views.verify import verify, verify_code, verify_file

app_name = "public"

urlpatterns = [
    path("", start, name="start"),
    path("verify/", verify, name="verify"),
    path("verify/<str:code>/", verify_code, name="verify-code"),
    path("verify/<str:code>.pdf", verify_file, name="verify-file"),
    # What leads nowhere is told in the frame of this site. It stays last.
    re_path(r"^.*/$", missing, name="missing"),
]
