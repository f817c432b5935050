"""The demo: organisation, people, forms and disclosures of ``fixtures/demo``, taken their way through the domain."""
