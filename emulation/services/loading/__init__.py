"""What this app brings in from lists."""
