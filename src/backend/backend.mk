# backend
noinst_LIBRARIES += libbackend.a
libbackend_a_SOURCES =

BACKEND_LIBS = libbackend.a libaws.a $(SQLITE_LIBS) $(CURL_LIBS) $(MODEL_LIBS)
