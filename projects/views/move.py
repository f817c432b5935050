from django.http import Http404


def form_move(request, *args, **kwargs):
    raise Http404
