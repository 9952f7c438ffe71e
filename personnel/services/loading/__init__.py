"""Loads of units, people, assessments and discipline from spreadsheets (nạp dữ liệu).

Everything a file asks about is fetched in a few queries, the rows are checked in Python by the same
rules as the single steps, and what differs is written set-wise: the number of statements does not
depend on the number of rows.
"""
