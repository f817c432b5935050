from django.http import Http404


def form_list(request, *args, **kwargs):
    raise Http404
