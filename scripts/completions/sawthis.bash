# Completion of sawthis for bash. Install as
# /usr/share/bash-completion/completions/sawthis, or source it from ~/.bashrc.
#
# Commands and options are asked of the program (`sawthis help`), so that they are always
# those of the version installed.

_sawthis()
{
	local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}
	local program=${COMP_WORDS[0]} help first= second= i

	# The words of the command: those that are neither a global option nor its value.
	for ((i = 1; i < COMP_CWORD; i++)); do
		case ${COMP_WORDS[i]} in
		--home) ((i++)) ;;
		-*) ;;
		*)
			if [[ -z $first ]]; then
				first=${COMP_WORDS[i]}
			elif [[ -z $second ]]; then
				second=${COMP_WORDS[i]}
			fi
			;;
		esac
	done

	COMPREPLY=()
	if [[ $prev == --home ]]; then
		compopt -o filenames
		mapfile -t COMPREPLY < <(compgen -d -- "$cur")
		return
	fi
	if [[ $first == help ]]; then
		first=$second
		second=
		cur=${cur#-}
	fi
	help=$("$program" help 2>/dev/null </dev/null)
	if [[ -z $first ]]; then
		mapfile -t COMPREPLY < <(compgen -W "--home --help --version -q -v help
			$(sed -n 's/^  \([a-z]\{1,\}\)\( [a-z]*\)\{0,1\}  .*/\1/p' <<<"$help" |
			sort -u)" -- "$cur")
		return
	fi
	if [[ -z $second && $cur != -* ]]; then
		mapfile -t COMPREPLY < <(compgen -W \
			"$(sed -n "s/^  $first \([a-z]\{1,\}\)  .*/\1/p" <<<"$help")" -- "$cur")
		[[ ${#COMPREPLY[@]} -gt 0 ]] && return
	fi
	case $first:$cur in
	*:-*)
		help=$("$program" help "$first" 2>/dev/null </dev/null
			[[ -n $second ]] && "$program" help "$first" "$second" 2>/dev/null </dev/null)
		mapfile -t COMPREPLY < <(compgen -W "--help $(grep -o -e '--[a-z][a-z-]*' <<<"$help" |
			sort -u)" -- "$cur")
		;;
	config:*)
		mapfile -t COMPREPLY < <(compgen -W \
			"$("$program" config 2>/dev/null </dev/null | grep -o '^[a-z]*\.[a-z_]*')" -- "$cur")
		;;
	*)
		compopt -o filenames
		mapfile -t COMPREPLY < <(compgen -f -- "$cur")
		;;
	esac
}
complete -F _sawthis sawthis
