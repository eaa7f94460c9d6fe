# An unmodified AWS SDK against `etrig serve`: tests/sdk/run, called by scripts/check (its packages come from a registry).
EXTRA_DIST += tests/sdk/run tests/sdk/package.json tests/sdk/package-lock.json tests/sdk/cloud.mjs \
	tests/sdk/control.test.mjs tests/sdk/profiles.test.mjs
