from django.http import Http404


def form_new(request, *args, **kwargs):
    raise Http404
