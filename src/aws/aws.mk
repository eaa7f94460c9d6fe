# aws
noinst_LIBRARIES += libaws.a
libaws_a_SOURCES =

AWS_LIBS = libaws.a $(CURL_LIBS) $(BASE_LIBS)
