"""The emulation year over REST."""
