# Unmodified clients of AWS against `etrig serve`: tests/sdk/run, called by scripts/check (their packages come from registries).
EXTRA_DIST += tests/sdk/run tests/sdk/cases.json \
	tests/sdk/package.json tests/sdk/package-lock.json tests/sdk/cloud.mjs tests/sdk/control.test.mjs tests/sdk/identity.test.mjs \
	tests/sdk/patches.test.mjs tests/sdk/profiles.test.mjs tests/sdk/rows.test.mjs tests/sdk/running.test.mjs tests/sdk/weather.test.mjs \
	tests/sdk/requirements.txt tests/sdk/cloud.py tests/sdk/boto3_control.py tests/sdk/boto3_identity.py \
	tests/sdk/boto3_profiles.py tests/sdk/awscli_commands.py

# Prints pairs of documents and the patches between them, which patches.test.mjs carries out.
check_PROGRAMS += tests/sdk/pairs
tests_sdk_pairs_SOURCES = tests/sdk/pairs.c tests/unit/generated.c tests/unit/generated.h
tests_sdk_pairs_CPPFLAGS = $(UNIT_CPPFLAGS) -I$(top_srcdir)/tests/unit
tests_sdk_pairs_LDADD = $(MODEL_LIBS)
