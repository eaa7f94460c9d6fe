# aws: bytes, signatures and services; knows no triggers
noinst_LIBRARIES += libaws.a
libaws_a_SOURCES = \
	src/aws/aws_json.h \
	src/aws/cloudcontrol.h \
	src/aws/config.h \
	src/aws/credentials.h \
	src/aws/customer_profiles.h \
	src/aws/endpoint.h \
	src/aws/http.h \
	src/aws/retry.h \
	src/aws/sigv4.c src/aws/sigv4.h \
	src/aws/sts.h

AWS_LIBS = libaws.a $(CURL_LIBS) $(BASE_LIBS)
