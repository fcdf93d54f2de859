"""Which papers does a minigym need? Each as a report, before anybody decides whether it is a PDF or a page."""
