from django.http import Http404


def form_edits(request, *args, **kwargs):
    raise Http404
