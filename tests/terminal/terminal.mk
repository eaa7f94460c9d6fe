# The interface in a real terminal (tmux): shell programs that speak TAP (*.test); without tmux they skip.
