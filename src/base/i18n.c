/*
 * Which language to speak. The C library picks the catalog; all that is
 * decided here is the wish, and its name in our own spelling.
 */
#include "base/i18n.h"

#include <ctype.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* "zh_Hans_CN" is the longest that anybody wrote so far. */
#define NAME_MAX_OCTETS 16

static char spoken[NAME_MAX_OCTETS] = "en";
static bool translates;

/* A language without its country means the one that there are lessons for. */
static const struct {
	const char *alone, *meant;
} usual[] = {
	{ "zh", "zh_CN" },
	{ "zh_Hans", "zh_CN" },
	{ "zh_Hans_CN", "zh_CN" },
	{ "zh_SG", "zh_CN" },
	{ "C", "en" },
	{ "POSIX", "en" },
};

/* "zh-cn.UTF-8@x" to "zh_CN". False if it is no language's name. */
static bool
language_name(char name[NAME_MAX_OCTETS], const char *wish)
{
	size_t n = strcspn(wish, ".@:");

	if (n == 0 || n >= NAME_MAX_OCTETS)
		return false;
	memcpy(name, wish, n);
	name[n] = '\0';
	for (size_t i = 0; i < n; i++) {
		if (name[i] == '-')
			name[i] = '_';
		else if (!isalnum((unsigned char)name[i]) && name[i] != '_')
			return false;
	}
	char *country = strchr(name, '_');
	if (country != NULL && strlen(country) == 3) {
		country[1] = (char)toupper((unsigned char)country[1]);
		country[2] = (char)toupper((unsigned char)country[2]);
	}
	for (size_t i = 0; i < sizeof(usual) / sizeof(usual[0]); i++) {
		if (strcmp(name, usual[i].alone) == 0)
			snprintf(name, NAME_MAX_OCTETS, "%s", usual[i].meant);
	}
	if (strncmp(name, "en_", 3) == 0)
		name[2] = '\0';
	return true;
}

/* As gettext itself looks: LANGUAGE's first, else the locale's own. */
static const char *
wish_of_environment(void)
{
	const char *locale = setlocale(LC_MESSAGES, NULL);
	const char *list = getenv("LANGUAGE");

	if (locale == NULL || strcmp(locale, "C") == 0)
		return "en";
	return list != NULL && list[0] != '\0' ? list : locale;
}

/*
 * The locale that the environment names and this system has not: its language
 * is a wish all the same, if its characters are ours. NULL if there is none.
 */
static const char *
locale_lacking(void)
{
	static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const char *value = getenv(names[i]);
		if (value == NULL || value[0] == '\0')
			continue;
		return strcasestr(value, ".utf-8") != NULL || strcasestr(value, ".utf8") != NULL ?
		    value : NULL;
	}
	return NULL;
}

bool
i18n_init(const char *language, const char *folder)
{
	char name[NAME_MAX_OCTETS];

	bool has_locale = setlocale(LC_CTYPE, "") != NULL;
	has_locale = setlocale(LC_MESSAGES, "") != NULL && has_locale;
	if (language == NULL && !has_locale)
		language = locale_lacking();
	bindtextdomain(PACKAGE, folder);
	bind_textdomain_codeset(PACKAGE, "UTF-8");
	textdomain(PACKAGE);
	if (!language_name(name, language != NULL ? language : wish_of_environment()))
		return false;
	memcpy(spoken, name, sizeof(spoken));
	translates = strcmp(name, "en") != 0;
	if (language != NULL) {
		/* gettext translates nothing in the locale C, and it shows nothing. */
		if (strcmp(setlocale(LC_MESSAGES, NULL), "C") == 0)
			setlocale(LC_MESSAGES, "C.UTF-8");
		if (strcmp(name, "en") != 0 && strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
			setlocale(LC_CTYPE, "C.UTF-8");
		setenv("LANGUAGE", name, 1);
	}
	return true;
}

void
i18n_plain(void)
{
	setlocale(LC_MESSAGES, "C");
}

const char *
i18n_text(const char *text)
{
	return translates && text[0] != '\0' ? gettext(text) : text;
}

const char *
i18n_language(void)
{
	return spoken;
}
