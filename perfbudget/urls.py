"""Every address of the site."""

from django.contrib import admin
from django.contrib.auth.views import LogoutView
from django.urls import include, path

from perfbudget.views import OwnPasswordView, SignInView, demo_login, health
from reports.public.views.places import robots
from reports.public.views.verify import short_code

urlpatterns = [
    path("robots.txt", robots, name="robots"),
    path("public/", include("reports.public.urls")),
    path("v/<str:code>/", short_code, name="short-code"),
    path("", include("projects.urls")),
    path("", include("reports.urls")),
    path("accounts/login/", SignInView.as_view(), name="login"),
    path("accounts/logout/", LogoutView.as_view(), name="logout"),
    path("accounts/password/", OwnPasswordView.as_view(), name="own-password"),
    path("accounts/demo/", demo_login, name="demo-login"),
    path("health/", health, name="health"),
    path("admin/", admin.site.urls),
]
