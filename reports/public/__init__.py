"""The public site: what was published, for citizens, without signing in and without cookies."""
