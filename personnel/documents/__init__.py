"""Files of this app that people take away."""
