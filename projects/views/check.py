from django.http import Http404


def form_check(request, *args, **kwargs):
    raise Http404
