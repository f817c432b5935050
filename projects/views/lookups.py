from django.http import Http404


def subject_search(request, *args, **kwargs):
    raise Http404


def target_reading(request, *args, **kwargs):
    raise Http404
