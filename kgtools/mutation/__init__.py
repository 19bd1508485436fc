"""Proof by mutation: slips planted in the sources, and whether what we check finds them."""
