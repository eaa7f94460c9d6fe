# backend
noinst_LIBRARIES += libbackend.a
# what is kept on disk: operations, drafts, the last listing
BACKEND_DISK_SOURCES = \
	src/backend/cache.c src/backend/cache.h \
	src/backend/draft.c src/backend/draft.h \
	src/backend/history.c src/backend/history.h \
	src/backend/journal.c src/backend/journal.h \
	src/backend/journal_entry.c src/backend/journal_entry.h \
	src/backend/journal_owner.c src/backend/journal_owner.h
# the door, the worker and what it does
BACKEND_WORKER_SOURCES = \
	src/backend/apply.c src/backend/apply.h \
	src/backend/apply_cache.c src/backend/apply_cache.h \
	src/backend/backend.c src/backend/backend.h \
	src/backend/backend_cached.c src/backend/backend_scope.c \
	src/backend/backend_state.h \
	src/backend/connection.c src/backend/connection.h \
	src/backend/delay.c src/backend/delay.h \
	src/backend/guard.c src/backend/guard.h \
	src/backend/limiter.c src/backend/limiter.h \
	src/backend/mailbox.c src/backend/mailbox.h \
	src/backend/message.c src/backend/message.h \
	src/backend/pages.c src/backend/pages.h \
	src/backend/task.c src/backend/task.h \
	src/backend/task_attempt.c src/backend/task_attempt.h \
	src/backend/task_catalog.c src/backend/task_catalog.h \
	src/backend/task_clock.c src/backend/task_clock.h \
	src/backend/task_doctor.c src/backend/task_doctor.h \
	src/backend/task_doctor_iam.c \
	src/backend/task_doctor_probe.c \
	src/backend/task_doctor_trial.c \
	src/backend/task_files.c src/backend/task_files.h \
	src/backend/task_guard.c src/backend/task_guard.h \
	src/backend/task_keys.c src/backend/task_keys.h \
	src/backend/task_list.c src/backend/task_list.h \
	src/backend/task_poll.c src/backend/task_poll.h \
	src/backend/task_read.c src/backend/task_read.h \
	src/backend/task_resume.c src/backend/task_resume.h \
	src/backend/task_rows.c src/backend/task_rows.h \
	src/backend/task_submit.c src/backend/task_submit.h \
	src/backend/task_whoami.c src/backend/task_whoami.h \
	src/backend/task_write.c src/backend/task_write.h \
	src/backend/worker.c src/backend/worker.h
libbackend_a_SOURCES = $(BACKEND_DISK_SOURCES) $(BACKEND_WORKER_SOURCES)

BACKEND_LIBS = libbackend.a libaws.a $(SQLITE_LIBS) $(CURL_LIBS) $(MODEL_LIBS) -lm
