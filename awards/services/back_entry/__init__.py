"""Awards decided before this system, or outside it, taken over into the register (ghi lại).

A list from a spreadsheet and the page for one decision with many names go the same way: every row is
checked against what stands, the register gets all rows or none, and a whole load can be taken back.
The number of queries does not depend on the number of rows.
"""
