"""Saving while typing."""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, JsonResponse, RawPostDataException
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from projects.drafts import apply_edits
from projects.models import PerformanceForm
from projects.views.scoped import person
from projects.wizard.answers import answer_to
from projects.wizard.batch import BadBatch, read_batch


@never_cache
@require_http_methods(["GET", "POST"])
def form_edits(request: HttpRequest, pk: int) -> JsonResponse:
    """POST saves a batch of edits. GET tells a page whose sign-in ran out who is signed in by now."""
    user = person(request)
    get_object_or_404(PerformanceForm.objects.visible_to(user).only("pk"), pk=pk)
    if request.method == "GET":
        return JsonResponse({"writer": user.pk, "name": str(user), "token": get_token(request)})
    try:
        batch = read_batch(request.body)
    except BadBatch as mistake:
        return JsonResponse({"message": str(mistake)}, status=400)
    except RawPostDataException:  # sent as a file upload, which was read as one
        return JsonResponse({"message": "收到的不是 JSON，没有保存；请刷新页面后再试"}, status=400)
    except RequestDataTooBig:
        return JsonResponse({"message": "一次送来的内容太多，没有保存；请分几次粘贴"}, status=413)
    if batch.writer != user.pk:
        return JsonResponse({"message": f"现在登录的是{user}，没有保存别人填写的内容", "writer": user.pk}, status=409)
    form, outcomes = apply_edits(pk, batch.edits, user)
    return JsonResponse(answer_to(form, outcomes))
