"""Tags of this app for pages that higher layers own."""
