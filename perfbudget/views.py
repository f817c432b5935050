"""Signing in, and the health page."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.contrib.auth.views import LoginView, PasswordChangeView
from django.contrib.messages.views import SuccessMessageMixin
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from projects.demo.accounts import demo_accounts
from projects.models import User
from projects.values import plain_text


class SignInView(LoginView):
    """The sign-in page; in demo mode it offers the demo people, one click each."""

    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["demo_accounts"] = demo_accounts() if settings.DEMO_MODE else []
        return context


class OwnPasswordForm(PasswordChangeForm):
    """The rules of ``AUTH_PASSWORD_VALIDATORS`` in one sentence, in the words of this site."""

    error_messages = PasswordChangeForm.error_messages | {"password_incorrect": "旧密码不正确，请重新输入。"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].help_text = "至少 8 个字符，不能全是数字，也不要用常见密码或自己的姓名、用户名。"
        self.fields["new_password2"].label = "再输一次新密码"
        self.fields["new_password2"].help_text = ""


class OwnPasswordView(SuccessMessageMixin[PasswordChangeForm], PasswordChangeView):
    """A person's own password; whoever set it for them does not know the new one."""

    form_class = OwnPasswordForm
    template_name = "registration/own_password.html"
    success_url = reverse_lazy(settings.LOGIN_REDIRECT_URL)
    success_message = "密码已修改，下次登录请用新密码。"


@require_POST
@login_not_required
def demo_login(request: HttpRequest) -> HttpResponse:
    """Sign in as a demo person without a password. Exists in demo mode only."""
    if not settings.DEMO_MODE:
        raise Http404
    username = plain_text(request.POST.get("username", ""))
    user = get_object_or_404(User, username=username, is_active=True, is_superuser=False)
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return redirect(wanted if is_ours else settings.LOGIN_REDIRECT_URL)


def locked_out(request: HttpRequest, *_: Any, **__: Any) -> HttpResponse:
    """What a person sees after too many wrong passwords."""
    context = {"form": AuthenticationForm(request), "locked_out": True}
    return render(request, "registration/login.html", context, status=429)


@login_not_required
def health(request: HttpRequest) -> JsonResponse:
    """200 while the database answers; for the load balancer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})
