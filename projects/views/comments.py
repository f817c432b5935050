from django.http import Http404


def comment_add(request, *args, **kwargs):
    raise Http404


def comment_answer(request, *args, **kwargs):
    raise Http404


def comment_resolve(request, *args, **kwargs):
    raise Http404
