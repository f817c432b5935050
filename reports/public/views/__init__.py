"""Pages and files of the public site. Rows come from ``public_on`` and ``in_force_on`` only."""
