"""How customers are known and compared."""

from makegood.domain.customers.rules.arriving import Person
from makegood.domain.customers.rules.names import (
    LONGEST_KEY,
    LONGEST_NAME,
    as_written,
    name_key,
)

__all__ = ["LONGEST_KEY", "LONGEST_NAME", "Person", "as_written", "name_key"]
