# sql: templates, statements, the plan of a change
noinst_LIBRARIES += libsql.a
libsql_a_SOURCES = \
	src/sql/token.c src/sql/token.h \
	src/sql/place.c src/sql/place.h \
	src/sql/variables.c src/sql/variables.h src/sql/variables_file.c \
	src/sql/template.c src/sql/template.h \
	src/sql/template_expression.c src/sql/template_expression.h \
	src/sql/template_value.c src/sql/template_value.h \
	src/sql/statement.c src/sql/statement.h \
	src/sql/plan.c src/sql/plan.h \
	src/sql/plan_column.c src/sql/plan_column.h \
	src/sql/progress_event.c src/sql/progress_event.h \
	src/sql/dml.c src/sql/dml.h \
	src/sql/fault.c src/sql/fault.h \
	src/sql/functions.c src/sql/functions.h src/sql/functions_allowed.c src/sql/expression.c src/sql/expression.h \
	src/sql/evaluate.c src/sql/evaluate.h \
	src/sql/wants.c src/sql/wants.h \
	src/sql/catalogue.c src/sql/catalogue.h \
	src/sql/tables.c src/sql/tables.h \
	src/sql/tables_rows.c src/sql/tables_rows.h \
	src/sql/rewrite.c src/sql/rewrite.h \
	src/sql/complete.c src/sql/complete.h \
	src/sql/batch.c src/sql/batch.h \
	src/sql/result.c src/sql/result.h \
	src/sql/reading.c src/sql/reading.h \
	src/sql/query.c src/sql/query.h \
	src/sql/dml_items.c src/sql/dml_items.h \
	src/sql/foresee.c src/sql/foresee.h \
	src/sql/verify.c src/sql/verify.h \
	src/sql/method.c src/sql/method.h \
	src/sql/show.c src/sql/show.h

SQL_LIBS = libsql.a $(BACKEND_LIBS)
