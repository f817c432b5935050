"""Reading and deciding: the view models of the form page, the review desk and old versions."""
