"""Finding customers."""

from makegood.domain.customers.queries.finding import among, get, named, names

__all__ = ["among", "get", "named", "names"]
