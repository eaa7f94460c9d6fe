# Killed, cut off, disk full: TAP programs (*.test) or cmocka programs, as in unit.mk.
