"""A document's text -> safe HTML. Pure functions, no Qt; the only place that imports the Markdown library."""
