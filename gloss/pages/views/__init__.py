"""One view per page kind: plain functions from a `Desk` to a `Page` of ready values."""
