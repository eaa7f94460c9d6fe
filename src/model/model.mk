# model
noinst_LIBRARIES += libmodel.a
libmodel_a_SOURCES =

MODEL_LIBS = libmodel.a $(BASE_LIBS)
