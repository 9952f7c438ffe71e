"""Drafting proposals from a spreadsheet (danh sách đề nghị): columns, checks, writing, undo."""
