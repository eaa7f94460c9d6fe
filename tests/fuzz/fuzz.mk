# Fuzz targets. With --enable-fuzzing and a clang that has libFuzzer they fuzz; otherwise tests/fuzz/replay.c is
# their main, which feeds them the files they are given, so that every build runs the corpus.
