"""How static files are named and served: by content hash, compressed, also those that scripts import."""

from __future__ import annotations

from django.contrib.staticfiles.apps import StaticFilesConfig
from whitenoise.storage import CompressedManifestStaticFilesStorage


class SiteStaticFilesConfig(StaticFilesConfig):
    """The scripts that make vendored files and fonts lie beside them, and are nobody's to fetch."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "*.py", "__pycache__"]


class SiteStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Scripts import each other by hashed names, too; else a browser keeps old modules after an upgrade."""

    support_js_module_import_aggregation = True
