# The shells' completion: the scripts are installed, and printed by `etrig completion SHELL`.
bashcompletiondir = $(datadir)/bash-completion/completions
zshcompletiondir = $(datadir)/zsh/site-functions
fishcompletiondir = $(datadir)/fish/vendor_completions.d
dist_bashcompletion_DATA = completions/etrig
dist_zshcompletion_DATA = completions/_etrig
dist_fishcompletion_DATA = completions/etrig.fish

# A text for each line, in lists that end with NULL.
COMPLETION_OF = bash:$(top_srcdir)/completions/etrig zsh:$(top_srcdir)/completions/_etrig fish:$(top_srcdir)/completions/etrig.fish
src/cli/completion_scripts.inc: $(dist_bashcompletion_DATA) $(dist_zshcompletion_DATA) $(dist_fishcompletion_DATA)
	$(AM_V_GEN)$(MKDIR_P) src/cli && for script in $(COMPLETION_OF); do \
		echo "static const char *const $${script%%:*}_lines[] = {"; \
		sed 's/[\\"]/\\&/g; s/.*/    "&",/' "$${script#*:}"; \
		echo "    NULL};"; \
	done >$@.new && mv $@.new $@
src/cli/cmd_completion.$(OBJEXT): src/cli/completion_scripts.inc
CLEANFILES += src/cli/completion_scripts.inc
