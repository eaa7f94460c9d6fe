# Units of the model's documents: each links only libmodel.a and libbase.a.
UNIT_TESTS += tests/unit/test_model_duration
tests_unit_test_model_duration_SOURCES = tests/unit/test_model_duration.c tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_model_duration_LDADD = $(MODEL_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_model_pointer
tests_unit_test_model_pointer_SOURCES = tests/unit/test_model_pointer.c tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_model_pointer_LDADD = $(MODEL_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_model_fields
tests_unit_test_model_fields_SOURCES = tests/unit/test_model_fields.c tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_model_fields_LDADD = $(MODEL_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_model_schema
tests_unit_test_model_schema_SOURCES = tests/unit/test_model_schema.c tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_model_schema_LDADD = $(MODEL_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_model_check
tests_unit_test_model_check_SOURCES = tests/unit/test_model_check.c tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_model_check_LDADD = $(MODEL_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_model_document
tests_unit_test_model_document_SOURCES = tests/unit/test_model_document.c tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_model_document_LDADD = $(MODEL_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_model_patch
tests_unit_test_model_patch_SOURCES = tests/unit/test_model_patch.c tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_model_patch_LDADD = $(MODEL_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_model_describe
tests_unit_test_model_describe_SOURCES = tests/unit/test_model_describe.c tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_model_describe_LDADD = $(MODEL_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_model_change
tests_unit_test_model_change_SOURCES = tests/unit/test_model_change.c tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_model_change_LDADD = $(MODEL_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_model_change_property
tests_unit_test_model_change_property_SOURCES = tests/unit/test_model_change_property.c tests/unit/generated.c tests/unit/generated.h \
	tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_model_change_property_LDADD = $(MODEL_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_model_settings
tests_unit_test_model_settings_SOURCES = tests/unit/test_model_settings.c tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_model_settings_LDADD = $(MODEL_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_model_permission
tests_unit_test_model_permission_SOURCES = tests/unit/test_model_permission.c tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_model_permission_LDADD = $(MODEL_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_model_merge_property
tests_unit_test_model_merge_property_SOURCES = tests/unit/test_model_merge_property.c tests/unit/generated.c tests/unit/generated.h \
	tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_model_merge_property_LDADD = $(MODEL_LIBS) $(CMOCKA_LIBS)
UNIT_TESTS += tests/unit/test_model_bulk
tests_unit_test_model_bulk_SOURCES = tests/unit/test_model_bulk.c tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_model_bulk_LDADD = $(MODEL_LIBS) $(CMOCKA_LIBS)
UNIT_TESTS += tests/unit/test_model_promote
tests_unit_test_model_promote_SOURCES = tests/unit/test_model_promote.c tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_model_promote_LDADD = $(MODEL_LIBS) $(CMOCKA_LIBS)
UNIT_TESTS += tests/unit/test_model_yaml
tests_unit_test_model_yaml_SOURCES = tests/unit/test_model_yaml.c tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_model_yaml_LDADD = $(MODEL_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_model_edit_text
tests_unit_test_model_edit_text_SOURCES = tests/unit/test_model_edit_text.c tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_model_edit_text_LDADD = $(MODEL_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_model_export
tests_unit_test_model_export_SOURCES = tests/unit/test_model_export.c tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_model_export_LDADD = $(MODEL_LIBS) $(CMOCKA_LIBS)
UNIT_TESTS += tests/unit/test_model_match
tests_unit_test_model_match_SOURCES = tests/unit/test_model_match.c tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_model_match_LDADD = $(MODEL_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_model_vars
tests_unit_test_model_vars_SOURCES = tests/unit/test_model_vars.c tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_model_vars_LDADD = $(MODEL_LIBS) $(CMOCKA_LIBS)
# checked by a property too: carried out, a plan leaves nothing to do
UNIT_TESTS += tests/unit/test_model_apply_plan
tests_unit_test_model_apply_plan_SOURCES = tests/unit/test_model_apply_plan.c tests/unit/generated.c tests/unit/generated.h \
	tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_model_apply_plan_LDADD = $(MODEL_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_model_document_set
tests_unit_test_model_document_set_SOURCES = tests/unit/test_model_document_set.c tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_model_document_set_LDADD = $(MODEL_LIBS) $(CMOCKA_LIBS)
