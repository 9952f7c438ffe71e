"""Number and date formats per language; they complete Django's own."""
