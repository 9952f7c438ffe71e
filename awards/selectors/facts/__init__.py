"""From records to the plain facts the rules look at: the only adapter between the two."""
