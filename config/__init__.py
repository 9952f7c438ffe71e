"""Wiring of the installation: settings, addresses, Celery, set-up and supervision.

Kept empty of imports: `manage.py` imports `config.bootstrap` before any dependency exists.
"""
