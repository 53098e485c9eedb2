"""What is written about whom we serve."""

from makegood.domain.customers.actions.meeting import meet, send_fresh_link, write_address

__all__ = ["meet", "send_fresh_link", "write_address"]
