"""What the ledger acknowledged stays: after a kill at any durable point, and after a power cut."""
