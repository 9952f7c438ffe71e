"""What several tests share: databases, the clock, guards, a browser."""
