# cli: options, commands, exit codes
noinst_LIBRARIES += libcli.a
libcli_a_SOURCES = \
	src/cli/apply_read.c src/cli/apply_read.h \
	src/cli/apply_run.c src/cli/apply_run.h \
	src/cli/cli.c src/cli/cli.h \
	src/cli/cmd_apply.c \
	src/cli/cmd_completion.c \
	src/cli/cmd_create.c \
	src/cli/cmd_delete.c \
	src/cli/cmd_diff.c \
	src/cli/cmd_doctor.c \
	src/cli/cmd_export.c \
	src/cli/cmd_get.c \
	src/cli/cmd_lint.c \
	src/cli/cmd_list.c \
	src/cli/cmd_operations.c \
	src/cli/cmd_promote.c \
	src/cli/cmd_serve.c \
	src/cli/cmd_sql.c src/cli/sql_run.h src/cli/sql_run_change.c src/cli/sql_run_select.c \
	src/cli/cmd_test.c \
	src/cli/cmd_update.c \
	src/cli/completion.c src/cli/completion.h \
	src/cli/given.c src/cli/given.h \
	src/cli/lists.c src/cli/lists.h \
	src/cli/options.c src/cli/options.h \
	src/cli/output.c src/cli/output.h \
	src/cli/output_apply.c src/cli/output_apply.h \
	src/cli/output_lint.c src/cli/output_lint.h \
	src/cli/output_promotion.c src/cli/output_promotion.h \
	src/cli/output_records.c src/cli/output_records.h \
	src/cli/output_rows.c src/cli/output_rows.h \
	src/cli/progress.c src/cli/progress.h \
	src/cli/rows.c src/cli/rows.h \
	src/cli/undone.c src/cli/undone.h \
	src/cli/wait.c src/cli/wait.h \
	src/cli/wait_many.c src/cli/wait_many.h

CLI_LIBS = libcli.a $(TUI_LIBS)
