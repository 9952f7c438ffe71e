"""Settings: `base` for all, then one of `local` (the default), `production` and `test`."""
