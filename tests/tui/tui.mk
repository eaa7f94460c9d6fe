# The interface driven by key scripts, without a terminal: TAP programs (*.test) or cmocka programs, as in unit.mk.
