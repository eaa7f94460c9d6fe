# Measures every budget that README names; run by `make bench`, never by `make check`.
