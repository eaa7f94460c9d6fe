# aws: bytes, signatures and services; knows no triggers
noinst_LIBRARIES += libaws.a
libaws_a_SOURCES = \
	src/aws/aws_error.c src/aws/aws_error.h \
	src/aws/aws_json.c src/aws/aws_json.h \
	src/aws/cloudcontrol.c src/aws/cloudcontrol.h \
	src/aws/config.c src/aws/config.h \
	src/aws/credentials.c src/aws/credentials.h \
	src/aws/credentials_env.c \
	src/aws/credentials_file.c \
	src/aws/credentials_source.h \
	src/aws/customer_profiles.c src/aws/customer_profiles.h \
	src/aws/endpoint.c src/aws/endpoint.h \
	src/aws/http.c src/aws/http.h \
	src/aws/iam.c src/aws/iam.h \
	src/aws/proxy.c src/aws/proxy.h \
	src/aws/retry.c src/aws/retry.h \
	src/aws/sigv4.c src/aws/sigv4.h \
	src/aws/sts.c src/aws/sts.h \
	src/aws/xml.c src/aws/xml.h

AWS_LIBS = libaws.a $(CURL_LIBS) $(BASE_LIBS)
