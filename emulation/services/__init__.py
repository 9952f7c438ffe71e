"""Business steps of the emulation year: one function is one transaction."""
