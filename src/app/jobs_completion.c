/*
 * Completion for three shells, from the tables of jobs, options and states; so
 * that none of them can know what the program does not. What stands at the
 * place of a lesson is asked of `tcptutor list` when the key is pressed.
 */
#include "app/jobs.h"

#include <stdio.h>
#include <string.h>

#include "app/say.h"
#include "base/i18n.h"
#include "tcp/state.h"

#define LESSON_IDS "tcptutor list 2>/dev/null | awk '{ print ($1 ~ /^[0-9]+$/) ? $2 : $1 }'"

static void	bash_write(void);
static void	zsh_write(void);
static void	fish_write(void);

static const struct {
	const char	*name;
	void		(*write)(void);
} shells[] = {
	{ "bash", bash_write },
	{ "zsh", zsh_write },
	{ "fish", fish_write },
};

#define SHELL_COUNT (sizeof(shells) / sizeof(shells[0]))

static void
put_shells(void)
{
	for (size_t i = 0; i < SHELL_COUNT; i++)
		printf("%s%s", i == 0 ? "" : " ", shells[i].name);
}

static void
put_jobs(const char *between)
{
	for (const struct job *job = jobs; job->name[0] != '\0'; job++) {
		if (job->help != NULL)
			printf("%s%s", job == jobs ? "" : between, job->name);
	}
}

static void
put_options(const char *between)
{
	for (size_t i = 0; i < option_count; i++)
		printf("%s--%s", i == 0 ? "" : between, option_rows[i].name);
}

static void
put_states(const char *before)
{
	for (int state = 0; state < STATE_COUNT; state++)
		printf("%s%s%s", state == 0 ? "" : " ", before, state_name((enum state)state));
}

/* A=STATE, of path. To most bashes the = parts two words; what is typed says more than they. */
static void
bash_goals_write(void)
{
	printf("\tlocal typed=${COMP_LINE:0:COMP_POINT}\n\ttyped=${typed##*[[:space:]]}\n"
	    "\tif [[ $typed == [ABab]=* ]]; then\n\t\ttyped=${typed#*=}\n"
	    "\t\tCOMPREPLY=($(compgen -W '");
	put_states("");
	printf("' -- \"${typed^^}\"))\n"
	    "\t\t[[ $COMP_WORDBREAKS == *=* ]] || COMPREPLY=(\"${COMPREPLY[@]/#/${word%%%%=*}=}\")\n"
	    "\t\treturn\n\tfi\n"
	    "\tif [[ \" ${COMP_WORDS[*]:1:COMP_CWORD-1} \" == *' path '* && $word != -* ]]; then\n"
	    "\t\tcompopt -o nospace 2>/dev/null\n"
	    "\t\tCOMPREPLY=($(compgen -W 'A= B=' -- \"${word^^}\"))\n\t\treturn\n\tfi\n");
}

/* Names of files keep their blanks, and a folder ends in a slash. */
#define BASH_FILES "compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen "

static void
bash_write(void)
{
	printf("_tcptutor()\n{\n\tlocal word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
	    "\tcase $before in\n");
	for (size_t i = 0; i < option_count; i++) {
		const struct option_row *row = &option_rows[i];
		if (row->choices != NULL)
			printf("\t--%s) COMPREPLY=($(compgen -W '%s' -- \"$word\")); return ;;\n",
			    row->name, row->choices);
		else if (row->value != NULL)
			printf("\t--%s) " BASH_FILES "-%c -- \"$word\"); return ;;\n",
			    row->name, strcmp(row->value, "DIR") == 0 ? 'd' : 'f');
	}
	printf("\tcompletion) COMPREPLY=($(compgen -W '");
	put_shells();
	printf("' -- \"$word\")); return ;;\n\tesac\n");
	bash_goals_write();
	printf("\tif [[ $word == -* ]]; then\n\t\tCOMPREPLY=($(compgen -W '");
	put_options(" ");
	printf("' -- \"$word\"))\n\telse\n\t\tlocal words=''\n"
	    "\t\t[ \"$COMP_CWORD\" -gt 1 ] || words='");
	put_jobs(" ");
	printf("'\n\t\t" BASH_FILES "-f -W \"$words $(" LESSON_IDS ")\" -- \"$word\")\n"
	    "\tfi\n}\ncomplete -F _tcptutor tcptutor\n");
}

/* In zsh's quotes, where a colon ends a word's name and a bracket its explanation. */
static void
put_zsh_words(const char *words)
{
	for (const char *p = words; *p != '\0'; p++) {
		if (*p == '\'')
			fputs("'\\''", stdout);
		else if (strchr(":[]\\", *p) != NULL)
			printf("\\%c", *p);
		else
			fputc(*p, stdout);
	}
}

static void
zsh_write(void)
{
	printf("#compdef tcptutor\n_tcptutor_words()\n{\n"
	    "\tif (( ${words[(I)path]} > 1 && ${words[(I)path]} < CURRENT )); then\n"
	    "\t\tif compset -P '[ABab]='; then\n\t\t\tcompadd -M 'm:{a-z}={A-Z}' ");
	put_states("");
	printf("\n\t\telse\n\t\t\tcompadd -S '' -M 'm:{a-z}={A-Z}' A= B=\n\t\tfi\n"
	    "\t\treturn\n\tfi\n\tif [[ ${words[CURRENT-1]} == completion ]]; then\n\t\tcompadd ");
	put_shells();
	printf("\n\t\treturn\n\tfi\n\tlocal -a words\n\twords=(\n");
	for (const struct job *job = jobs; job->name[0] != '\0'; job++) {
		if (job->help == NULL)
			continue;
		printf("\t\t'%s:", job->name);
		put_zsh_words(job->help);
		puts("'");
	}
	printf("\t\t${(f)\"$(" LESSON_IDS ")\"}\n\t)\n"
	    "\t_describe 'lesson or job' words\n\t_files\n}\n_arguments \\\n");
	for (size_t i = 0; i < option_count; i++) {
		const struct option_row *row = &option_rows[i];
		/* With "=", it may stand in one word with its value, or before it. */
		printf("\t'--%s%s[", row->name, row->value != NULL ? "=" : "");
		put_zsh_words(row->help);
		if (row->choices != NULL)
			printf("]:%s:(%s)' \\\n", row->value, row->choices);
		else if (row->value != NULL)
			printf("]:%s:_files' \\\n", row->value);
		else
			printf("]' \\\n");
	}
	printf("\t'*:lesson, job or file:_tcptutor_words'\n");
}

/* In fish's single quotes. */
static void
put_fish_words(const char *words)
{
	fputc('\'', stdout);
	for (const char *p = words; *p != '\0'; p++)
		printf("%s%c", *p == '\'' || *p == '\\' ? "\\" : "", *p);
	fputs("'\n", stdout);
}

static void
fish_write(void)
{
	for (const struct job *job = jobs; job->name[0] != '\0'; job++) {
		if (job->help == NULL)
			continue;
		printf("complete -c tcptutor -n __fish_use_subcommand -a %s -d ", job->name);
		put_fish_words(job->help);
	}
	printf("complete -c tcptutor -f -n '__fish_seen_subcommand_from path' -a '");
	put_states("A=");
	printf(" ");
	put_states("B=");
	puts("'");
	printf("complete -c tcptutor -f -n '__fish_seen_subcommand_from completion' -a '");
	put_shells();
	puts("'\ncomplete -c tcptutor -n 'not __fish_seen_subcommand_from path completion' "
	    "-a '(tcptutor list 2>/dev/null "
	    "| string replace -r \"^ *[0-9]+ +\" \"\" | string replace -r \" .*\" \"\")'");
	for (size_t i = 0; i < option_count; i++) {
		const struct option_row *row = &option_rows[i];
		printf("complete -c tcptutor -l %s", row->name);
		if (row->letter != 0)
			printf(" -s %c", row->letter);
		if (row->choices != NULL)
			printf(" -x -a '%s'", row->choices);
		else if (row->value != NULL)
			printf(" -r");
		printf(" -d ");
		put_fish_words(row->help);
	}
}

enum status
job_completion(const struct options *options)
{
	for (size_t i = 0; i < SHELL_COUNT; i++) {
		if (strcmp(options->args[0], shells[i].name) == 0) {
			shells[i].write();
			return say_flush() ? STATUS_FINE : STATUS_WRONG;
		}
	}
	say_problem(_("completion is written for bash, zsh and fish, not for \"%s\""),
	    options->args[0]);
	return STATUS_WRONG;
}
