"""Keyset pages of the API live in core; this name serves those who learnt it here."""

from core.api.pagination import LARGEST, PARAMETERS, SIZE, page_of, paginated

__all__ = ["LARGEST", "PARAMETERS", "SIZE", "page_of", "paginated"]
