# local: the embedded cloud
noinst_LIBRARIES += liblocal.a
liblocal_a_SOURCES = \
	src/local/auth.c src/local/auth.h \
	src/local/dispatch.c src/local/dispatch.h \
	src/local/exchange.c src/local/exchange.h \
	src/local/local.c src/local/local.h \
	src/local/local_change.c src/local/local_change.h \
	src/local/local_control.c src/local/local_control.h \
	src/local/local_deny.c src/local/local_deny.h \
	src/local/local_iam.c src/local/local_iam.h \
	src/local/local_input.c src/local/local_input.h \
	src/local/local_operation.c src/local/local_operation.h \
	src/local/local_page.c src/local/local_page.h \
	src/local/local_profiles.c src/local/local_profiles.h \
	src/local/local_sts.c src/local/local_sts.h \
	src/local/local_weather.c src/local/local_weather.h \
	src/local/sample.c src/local/sample.h \
	src/local/sample_tables.c src/local/sample_tables.h \
	src/local/sample_triggers.c \
	src/local/server.c src/local/server.h \
	src/local/state.c src/local/state.h

LOCAL_LIBS = liblocal.a libaws.a libmodel.a $(YAML_LIBS) $(MICROHTTPD_LIBS) $(SQLITE_LIBS) $(CURL_LIBS) $(BASE_LIBS)
