# local
noinst_LIBRARIES += liblocal.a
liblocal_a_SOURCES =

LOCAL_LIBS = liblocal.a libaws.a libmodel.a $(MICROHTTPD_LIBS) $(SQLITE_LIBS) $(CURL_LIBS) $(BASE_LIBS)
