"""Pure calculations of the emulation year: no database, no clock."""
