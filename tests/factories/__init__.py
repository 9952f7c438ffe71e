"""Factories: small valid cases, built through the services so that every rule holds."""
