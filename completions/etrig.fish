# fish completion of etrig. Which words may follow is etrig's to say: `etrig completion words`.
# Installed as fish/vendor_completions.d/etrig.fish; without it: etrig completion fish | source

function __etrig_words
    set -l words (commandline -opc)
    set -l last (commandline -ct | string replace -r '^[\'"]' '' | string unescape)
    set -l program $words[1]
    type -q -- $program; or set program etrig
    set -l lines ($program completion words -- $words[2..-1] "$last" 2>/dev/null)
    set -l first (string split ' ' -- $lines[1])
    set -l before (string sub -l "$first[2]" -- "$last")
    set -l rest (string sub -s (math $first[2] + 1) -- "$last")
    switch "$first[1]"
        case files
            printf "$before%s\n" (__fish_complete_path "$rest")
        case folders
            printf "$before%s\n" (__fish_complete_directories "$rest")
        case words
            printf '%s\n' $lines[2..-1]
    end
end
complete -c etrig -f -k -a '(__etrig_words)'
