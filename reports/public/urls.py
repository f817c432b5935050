"""The public site. Addresses stay: they are printed, cited and linked to."""

from django.urls import path, re_path

from reports.public.views.missing import missing
from reports.public.views.places import start

app_name = "public"

urlpatterns = [
    path("", start, name="start"),
    # What leads nowhere is told in the frame of this site. It stays last.
    re_path(r"^.*/$", missing, name="missing"),
]
