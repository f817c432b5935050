from django.http import Http404


def form_fill(request, *args, **kwargs):
    raise Http404
