# model
noinst_LIBRARIES += libmodel.a
# tables, documents, checks, changes, sentences
MODEL_DOCUMENT_SOURCES = \
	src/model/apply_plan.c src/model/apply_plan.h \
	src/model/bulk.c src/model/bulk.h \
	src/model/change.c src/model/change.h \
	src/model/change_lines.c src/model/change_lines.h \
	src/model/change_pair.c src/model/change_pair.h \
	src/model/check.c src/model/check.h \
	src/model/check_words.c src/model/check_words.h \
	src/model/describe.c src/model/describe.h \
	src/model/describe_sentence.c \
	src/model/describe_short.c \
	src/model/describe_tree.c \
	src/model/describe_words.c src/model/describe_words.h \
	src/model/document.c src/model/document.h \
	src/model/document_read.c \
	src/model/document_set.c src/model/document_set.h \
	src/model/document_set_read.c \
	src/model/duration.c src/model/duration.h \
	src/model/edit_text.c src/model/edit_text.h \
	src/model/export.c src/model/export.h \
	src/model/fields.c src/model/fields.h \
	src/model/fields_event_trigger.c \
	src/model/match.c src/model/match.h \
	src/model/match_attribute.c src/model/match_attribute.h \
	src/model/match_date.c src/model/match_date.h \
	src/model/match_find.c src/model/match_find.h \
	src/model/match_lines.c \
	src/model/match_meaning.c src/model/match_meaning.h \
	src/model/match_number.c src/model/match_number.h \
	src/model/match_operator.c src/model/match_operator.h \
	src/model/match_order.c src/model/match_order.h \
	src/model/match_outcome.c src/model/match_outcome.h \
	src/model/match_present.c \
	src/model/match_probe.c src/model/match_probe.h \
	src/model/match_sample.c src/model/match_sample.h \
	src/model/match_text.c src/model/match_text.h \
	src/model/merge.c src/model/merge.h \
	src/model/merge_lines.c src/model/merge_lines.h \
	src/model/patch.c src/model/patch.h src/model/patch_locked.c \
	src/model/pattern.c src/model/pattern.h \
	src/model/permission.c src/model/permission.h \
	src/model/pointer.c src/model/pointer.h \
	src/model/promote.c src/model/promote.h \
	src/model/promote_need.c src/model/promote_need.h \
	src/model/settings.c src/model/settings.h \
	src/model/slip.c src/model/slip.h \
	src/model/tags.c src/model/tags.h \
	src/model/vars.c src/model/vars.h \
	src/model/yaml.c src/model/yaml.h \
	src/model/yaml_scalar.c src/model/yaml_scalar.h \
	src/model/yaml_write.c
# what is known of the account, which of it is shown, operations
MODEL_STORE_SOURCES = \
	src/model/bits.h \
	src/model/filter.c src/model/filter.h \
	src/model/filter_text.c src/model/filter_text.h \
	src/model/integration.c src/model/integration.h \
	src/model/lint.c src/model/lint.h \
	src/model/lint_account.c \
	src/model/lint_always.c \
	src/model/lint_attribute.c src/model/lint_attribute.h \
	src/model/lint_condition.c src/model/lint_condition.h \
	src/model/lint_conditions.c \
	src/model/lint_limits.c \
	src/model/lint_ranges.c src/model/lint_ranges.h \
	src/model/lint_row.c src/model/lint_row.h \
	src/model/lint_rules.c \
	src/model/lint_walk.h \
	src/model/listing.c src/model/listing.h \
	src/model/listing_cell.c src/model/listing_cell.h \
	src/model/listing_order.c src/model/listing_order.h \
	src/model/operation.c src/model/operation.h \
	src/model/store.c src/model/store.h \
	src/model/store_catalog.c src/model/store_catalog.h \
	src/model/store_connection.c src/model/store_connection.h \
	src/model/store_doctor.c src/model/store_doctor.h \
	src/model/store_document.c src/model/store_document.h \
	src/model/statements.c src/model/statements.h \
	src/model/store_draft.c src/model/store_draft.h \
	src/model/store_late.c \
	src/model/store_look.c src/model/store_look.h \
	src/model/store_mark.c src/model/store_mark.h \
	src/model/store_region.c src/model/store_region.h \
	src/model/store_row.c src/model/store_row.h \
	src/model/table.c src/model/table.h \
	src/model/undo.c src/model/undo.h
libmodel_a_SOURCES = $(MODEL_DOCUMENT_SOURCES) $(MODEL_STORE_SOURCES)

MODEL_LIBS = libmodel.a $(YAML_LIBS) $(BASE_LIBS)
