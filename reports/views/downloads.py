from django.http import Http404


def paper_file(request, *args, **kwargs):
    raise Http404
