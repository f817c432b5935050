"""Open data: one description of every table gives its CSV file and its part of the data dictionary."""
