/*
 * Files for others:
 *
 *	a new one	x, taken away again if it does not become whole
 *	a known one	x.tmpXXXXXX, renamed to x when it is whole
 */
#include "app/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"

static bool
refuse(const char *path, struct error *error)
{
	if (path == NULL)
		error_set(error, 0, 0, _("standard output cannot be written: %s"),
		    strerror(errno));
	else
		error_set(error, 0, 0, _("%s cannot be written: %s"), path, strerror(errno));
	return false;
}

bool
output_open_new(struct output *output, const char *path, struct error *error)
{
	*output = (struct output){ .file = fopen(path, "wxe") };
	if (output->file == NULL && errno == EEXIST) {
		error_set(error, 0, 0, _("%s is there already, and stays as it is; "
		    "take another name"), path);
		return false;
	}
	if (output->file == NULL)
		return refuse(path, error);
	output->path = mem_strdup(path);
	output->fresh = mem_strdup(path);
	return true;
}

/* Beside the file that path leads to, with its mode. False with errno. */
static bool
fresh_open(struct output *output, const char *path, mode_t mode)
{
	struct str name = { 0 };

	output->path = realpath(path, NULL);
	if (output->path == NULL)
		return false;
	str_addf(&name, "%s.tmpXXXXXX", output->path);
	output->fresh = str_take(&name);
	int fd = mkostemp(output->fresh, O_CLOEXEC);
	if (fd == -1)
		return false;
	/* If it cannot be given that mode, it is only more private. */
	(void)fchmod(fd, mode & 0777);
	output->file = fdopen(fd, "w");
	return output->file != NULL;
}

static void
names_free(struct output *output)
{
	free(output->path);
	free(output->fresh);
	output->path = output->fresh = NULL;
}

/* A folder that takes no other file leaves only the file itself to write to. */
static bool
known_open(struct output *output, const char *path, mode_t mode)
{
	if (S_ISREG(mode) && access(path, W_OK) == -1)
		return false;
	if (S_ISREG(mode) && fresh_open(output, path, mode))
		return true;
	if (S_ISREG(mode) && errno != EACCES)
		return false;
	names_free(output);
	output->file = fopen(path, "we");
	output->path = mem_strdup(path);
	return output->file != NULL;
}

/* Do both names lead to one file that is there? */
static bool
is_same(const char *path, const char *other)
{
	struct stat a, b;

	return stat(path, &a) == 0 && stat(other, &b) == 0 &&
	    a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

bool
output_open(struct output *output, const char *path, const char *lesson, struct error *error)
{
	struct stat st;

	*output = (struct output){ .file = stdout };
	if (path == NULL)
		return true;
	output->file = NULL;
	if (is_same(path, lesson)) {
		error_set(error, 0, 0, _("%s is the lesson itself, and stays as it is; "
		    "take another name"), path);
		return false;
	}
	if (stat(path, &st) == 0 && known_open(output, path, st.st_mode))
		return true;
	if (errno == ENOENT)
		return output_open_new(output, path, error);
	refuse(path, error);
	names_free(output);
	return false;
}

bool
output_close(struct output *output, bool keep, struct error *error)
{
	bool fine = fflush(output->file) == 0 && !ferror(output->file);

	if (output->path == NULL)
		return fine || refuse(NULL, error);
	int why = errno;
	if (fclose(output->file) != 0 && fine) {
		fine = false;
		why = errno;
	}
	bool moved = output->fresh != NULL && strcmp(output->fresh, output->path) != 0;
	if (fine && keep && moved && rename(output->fresh, output->path) == -1) {
		fine = false;
		why = errno;
	}
	if ((!fine || !keep) && output->fresh != NULL)
		unlink(output->fresh);
	errno = why;
	if (!fine)
		refuse(output->path, error);
	names_free(output);
	return fine;
}
