from django.http import Http404


def form_detail(request, *args, **kwargs):
    raise Http404
