from django.http import Http404


def review_inbox(request, *args, **kwargs):
    raise Http404


def review_desk(request, *args, **kwargs):
    raise Http404
