"""How static files are named and served: by content hash, compressed, also those that scripts import."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class SiteStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Scripts import each other by hashed names, too; else a browser keeps old modules after an upgrade."""

    support_js_module_import_aggregation = True
