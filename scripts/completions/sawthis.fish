# Completion of sawthis for fish. Install in ~/.config/fish/completions/.
#
# Commands and options are asked of the program (`sawthis help`), so that they are always
# those of the version installed.

# The words typed so far, without options.
function __sawthis_words
	set -l words (commandline -opc)
	set -l skip 0
	for word in $words[2..-1]
		if test $skip = 1
			set skip 0
		else if test "$word" = --home
			set skip 1
		else if not string match -q -- '-*' $word
			echo $word
		end
	end
end

# "word<tab>summary" of the commands, or of the second words after one.
function __sawthis_commands
	set -l first $argv[1]
	for line in (sawthis help 2>/dev/null </dev/null)
		if test -z "$first"
			string replace -rf '^  ([a-z]+)(?: [a-z]+)? {2,}(.*)' '$1\t$2' -- $line
		else
			string replace -rf "^  $first ([a-z]+) {2,}(.*)" '$1\t$2' -- $line
		end
	end
end

function __sawthis_options
	set -l words (__sawthis_words)
	sawthis help $words[1] 2>/dev/null </dev/null | string match -ar -- '--[a-z][a-z-]*'
	set -q words[2]; and sawthis help $words[1..2] 2>/dev/null </dev/null |
		string match -ar -- '--[a-z][a-z-]*'
end

complete -c sawthis -n 'test (count (__sawthis_words)) = 0' -f -a '(__sawthis_commands) help'
complete -c sawthis -n 'test (count (__sawthis_words)) = 1' \
	-a '(__sawthis_commands (__sawthis_words)[1])'
complete -c sawthis -n 'test (count (__sawthis_words)) -ge 1' -a '(__sawthis_options)'
complete -c sawthis -l home -r -a '(__fish_complete_directories)' -d 'keep everything in this folder'
complete -c sawthis -s q -d 'say errors alone'
complete -c sawthis -s v -d 'say more'
complete -c sawthis -l help -d 'list the commands'
complete -c sawthis -l version -d 'print the version'
