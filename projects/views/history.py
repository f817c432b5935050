from django.http import Http404


def form_history(request, *args, **kwargs):
    raise Http404


def form_version(request, *args, **kwargs):
    raise Http404
