"""Pure calculations about the unit tree: no database, no clock."""
