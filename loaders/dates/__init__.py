"""Dates, spans and deadlines of Chinese official texts, as EDTF."""
