# aws: bytes, signatures and services; knows no triggers
noinst_LIBRARIES += libaws.a
libaws_a_SOURCES = \
	src/aws/aws_error.c src/aws/aws_error.h \
	src/aws/aws_json.c src/aws/aws_json.h \
	src/aws/aws_try.c src/aws/aws_try.h \
	src/aws/cloudcontrol.c src/aws/cloudcontrol.h \
	src/aws/config.c src/aws/config.h \
	src/aws/config_login.c \
	src/aws/credentials.c src/aws/credentials.h \
	src/aws/credentials_assume.c src/aws/credentials_assume.h \
	src/aws/credentials_cache.c src/aws/credentials_cache.h \
	src/aws/credentials_chain.c \
	src/aws/credentials_container.c \
	src/aws/credentials_env.c \
	src/aws/credentials_export.c \
	src/aws/credentials_file.c \
	src/aws/credentials_imds.c \
	src/aws/credentials_login.c \
	src/aws/credentials_metadata.c src/aws/credentials_metadata.h \
	src/aws/credentials_process.c \
	src/aws/credentials_role.c \
	src/aws/credentials_source.h \
	src/aws/credentials_sso.c \
	src/aws/credentials_web.c \
	src/aws/customer_profiles.c src/aws/customer_profiles.h \
	src/aws/endpoint.c src/aws/endpoint.h \
	src/aws/http.c src/aws/http.h \
	src/aws/http_failure.c src/aws/http_failure.h \
	src/aws/pace.c src/aws/pace.h \
	src/aws/iam.c src/aws/iam.h \
	src/aws/proxy.c src/aws/proxy.h \
	src/aws/retry.c src/aws/retry.h \
	src/aws/retry_manner.c \
	src/aws/sigv4.c src/aws/sigv4.h \
	src/aws/sso.c src/aws/sso.h \
	src/aws/sso_settings.c src/aws/sso_settings.h \
	src/aws/sso_token.c src/aws/sso_token.h \
	src/aws/sts.c src/aws/sts.h \
	src/aws/xml.c src/aws/xml.h

AWS_LIBS = libaws.a $(CURL_LIBS) $(BASE_LIBS)
