"""The field's rules in pure Python: no database, clock, network or Reflex."""
