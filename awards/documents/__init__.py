"""Documents made from proposals, awards and reports."""
