"""What the administrator of a region decides: its years, its places and its people."""

from projects.models import Region


def lock(region: Region) -> None:
    """Let nobody else change the region's settings until the transaction ends."""
    Region.objects.select_for_update().get(pk=region.pk)
