from django.http import Http404


def print_centre(request, *args, **kwargs):
    raise Http404


def job_start(request, *args, **kwargs):
    raise Http404


def job_page(request, *args, **kwargs):
    raise Http404


def job_file(request, *args, **kwargs):
    raise Http404
