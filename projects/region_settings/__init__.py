"""What the administrator of a region decides: its years, its places and its people."""
