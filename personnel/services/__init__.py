"""Business steps with units, staff and accounts: one function is one transaction."""
