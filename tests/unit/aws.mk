# Units of the aws layer: each links only libaws.a and libbase.a.
HTTP_OUTCOME = tests/unit/http_outcome.c tests/unit/http_outcome.h tests/unit/tiny_server.c tests/unit/tiny_server.h \
	tests/unit/helpers.c tests/unit/helpers.h
CREDENTIALS_OUTCOME = tests/unit/credentials_outcome.c tests/unit/credentials_outcome.h \
	tests/unit/helpers.c tests/unit/helpers.h
STS_OUTCOME = tests/unit/sts_outcome.c tests/unit/sts_outcome.h $(CREDENTIALS_OUTCOME) \
	tests/unit/tiny_server.c tests/unit/tiny_server.h

UNIT_TESTS += tests/unit/test_aws_sigv4
tests_unit_test_aws_sigv4_SOURCES = tests/unit/test_aws_sigv4.c tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_aws_sigv4_LDADD = $(AWS_LIBS) $(CMOCKA_LIBS)
EXTRA_DIST += tests/unit/sigv4_vectors

UNIT_TESTS += tests/unit/test_aws_http
THREADED_TESTS += tests/unit/test_aws_http
tests_unit_test_aws_http_SOURCES = tests/unit/test_aws_http.c $(HTTP_OUTCOME)
tests_unit_test_aws_http_LDADD = $(AWS_LIBS) $(CMOCKA_LIBS) -lpthread

UNIT_TESTS += tests/unit/test_aws_http_wait
THREADED_TESTS += tests/unit/test_aws_http_wait
tests_unit_test_aws_http_wait_SOURCES = tests/unit/test_aws_http_wait.c $(HTTP_OUTCOME)
tests_unit_test_aws_http_wait_LDADD = $(AWS_LIBS) $(CMOCKA_LIBS) -lpthread

UNIT_TESTS += tests/unit/test_aws_http_tls
tests_unit_test_aws_http_tls_SOURCES = tests/unit/test_aws_http_tls.c $(HTTP_OUTCOME)
tests_unit_test_aws_http_tls_LDADD = $(AWS_LIBS) $(CMOCKA_LIBS) -lssl -lcrypto -lpthread

UNIT_TESTS += tests/unit/test_aws_cloudcontrol
tests_unit_test_aws_cloudcontrol_SOURCES = tests/unit/test_aws_cloudcontrol.c tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_aws_cloudcontrol_LDADD = $(AWS_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_aws_customer_profiles
tests_unit_test_aws_customer_profiles_SOURCES = tests/unit/test_aws_customer_profiles.c tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_aws_customer_profiles_LDADD = $(AWS_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_aws_error
tests_unit_test_aws_error_SOURCES = tests/unit/test_aws_error.c tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_aws_error_LDADD = $(AWS_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_aws_iam
tests_unit_test_aws_iam_SOURCES = tests/unit/test_aws_iam.c tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_aws_iam_LDADD = $(AWS_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_aws_retry
tests_unit_test_aws_retry_SOURCES = tests/unit/test_aws_retry.c tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_aws_retry_LDADD = $(AWS_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_aws_retry_manner
tests_unit_test_aws_retry_manner_SOURCES = tests/unit/test_aws_retry_manner.c tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_aws_retry_manner_LDADD = $(AWS_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_aws_pace
tests_unit_test_aws_pace_SOURCES = tests/unit/test_aws_pace.c tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_aws_pace_LDADD = $(AWS_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_aws_sts
tests_unit_test_aws_sts_SOURCES = tests/unit/test_aws_sts.c tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_aws_sts_LDADD = $(AWS_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_aws_xml
tests_unit_test_aws_xml_SOURCES = tests/unit/test_aws_xml.c tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_aws_xml_LDADD = $(AWS_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_aws_config
tests_unit_test_aws_config_SOURCES = tests/unit/test_aws_config.c tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_aws_config_LDADD = $(AWS_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_aws_credentials
tests_unit_test_aws_credentials_SOURCES = tests/unit/test_aws_credentials.c $(CREDENTIALS_OUTCOME)
tests_unit_test_aws_credentials_LDADD = $(AWS_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_aws_credentials_sso
THREADED_TESTS += tests/unit/test_aws_credentials_sso
tests_unit_test_aws_credentials_sso_SOURCES = tests/unit/test_aws_credentials_sso.c $(CREDENTIALS_OUTCOME) \
	tests/unit/tiny_server.c tests/unit/tiny_server.h
tests_unit_test_aws_credentials_sso_LDADD = $(AWS_LIBS) $(CMOCKA_LIBS) -lpthread

UNIT_TESTS += tests/unit/test_aws_credentials_login
tests_unit_test_aws_credentials_login_SOURCES = tests/unit/test_aws_credentials_login.c $(CREDENTIALS_OUTCOME)
tests_unit_test_aws_credentials_login_LDADD = $(AWS_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_aws_endpoint
tests_unit_test_aws_endpoint_SOURCES = tests/unit/test_aws_endpoint.c tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_aws_endpoint_LDADD = $(AWS_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_aws_json
tests_unit_test_aws_json_SOURCES = tests/unit/test_aws_json.c tests/unit/helpers.c tests/unit/helpers.h \
	tests/unit/tiny_server.c tests/unit/tiny_server.h
tests_unit_test_aws_json_LDADD = $(AWS_LIBS) $(CMOCKA_LIBS) -lpthread

UNIT_TESTS += tests/unit/test_aws_try
THREADED_TESTS += tests/unit/test_aws_try
tests_unit_test_aws_try_SOURCES = tests/unit/test_aws_try.c tests/unit/helpers.c tests/unit/helpers.h \
	tests/unit/tiny_server.c tests/unit/tiny_server.h
tests_unit_test_aws_try_LDADD = $(AWS_LIBS) $(CMOCKA_LIBS) -lpthread

UNIT_TESTS += tests/unit/test_aws_proxy
tests_unit_test_aws_proxy_SOURCES = tests/unit/test_aws_proxy.c tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_aws_proxy_LDADD = $(AWS_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_aws_credentials_export
tests_unit_test_aws_credentials_export_SOURCES = tests/unit/test_aws_credentials_export.c $(CREDENTIALS_OUTCOME)
tests_unit_test_aws_credentials_export_LDADD = $(AWS_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_aws_credentials_process
tests_unit_test_aws_credentials_process_SOURCES = tests/unit/test_aws_credentials_process.c $(CREDENTIALS_OUTCOME)
tests_unit_test_aws_credentials_process_LDADD = $(AWS_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_aws_credentials_machine
THREADED_TESTS += tests/unit/test_aws_credentials_machine
tests_unit_test_aws_credentials_machine_SOURCES = tests/unit/test_aws_credentials_machine.c $(CREDENTIALS_OUTCOME) \
	tests/unit/tiny_server.c tests/unit/tiny_server.h
tests_unit_test_aws_credentials_machine_LDADD = $(AWS_LIBS) $(CMOCKA_LIBS) -lpthread

UNIT_TESTS += tests/unit/test_aws_credentials_role
THREADED_TESTS += tests/unit/test_aws_credentials_role
tests_unit_test_aws_credentials_role_SOURCES = tests/unit/test_aws_credentials_role.c $(STS_OUTCOME)
tests_unit_test_aws_credentials_role_LDADD = $(AWS_LIBS) $(CMOCKA_LIBS) -lpthread

UNIT_TESTS += tests/unit/test_aws_credentials_web
THREADED_TESTS += tests/unit/test_aws_credentials_web
tests_unit_test_aws_credentials_web_SOURCES = tests/unit/test_aws_credentials_web.c $(STS_OUTCOME)
tests_unit_test_aws_credentials_web_LDADD = $(AWS_LIBS) $(CMOCKA_LIBS) -lpthread
