"""The files of published versions: what there is, making them in the background, taking them back."""
