/*
 * The file that progress is kept in.
 *
 *	progress.lock	held while one reads, changes and writes
 *	progress.new	written and synced, then renamed
 *	progress	so it is the old one or the new one, whatever happens
 *	progress.broken-N	what could not be read, for its owner to look at
 *
 * Root under sudo does all this as the calling user: what is written is his,
 * and what he could not write is not written.
 */
#include "progress_private.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"

#define LOCK_TRIES 50
#define LOCK_PAUSE_NS (10 * 1000 * 1000)
#define BROKEN_MAX 1000

/* ---- who, and where */

/* The user that sudo was called by, if we are root, or have been. */
static bool
caller_find(uid_t *user, gid_t *group)
{
	const char *uid = getenv("SUDO_UID"), *gid = getenv("SUDO_GID");
	char *end;

	if (uid == NULL || gid == NULL || uid[0] == '\0' || gid[0] == '\0')
		return false;
	unsigned long u = strtoul(uid, &end, 10);
	if (*end != '\0' || u == 0 || u >= UINT32_MAX || (geteuid() != 0 && geteuid() != u))
		return false;
	unsigned long g = strtoul(gid, &end, 10);
	if (*end != '\0' || g >= UINT32_MAX)
		return false;
	*user = (uid_t)u;
	*group = (gid_t)g;
	return true;
}

struct identity {
	bool	changed;
	gid_t	group;
};

static void
become_again(const struct identity *before)
{
	int saved = errno;

	/* Nobody may go on as somebody else than he takes himself for. */
	if (before->changed && (seteuid(0) == -1 || setegid(before->group) == -1))
		abort();
	errno = saved;
}

static bool
become_caller(struct identity *before)
{
	uid_t user;
	gid_t group;

	*before = (struct identity){ .group = getegid() };
	if (geteuid() != 0 || !caller_find(&user, &group))
		return true;
	if (setegid(group) == -1)
		return false;
	before->changed = true;
	if (seteuid(user) == 0)
		return true;
	become_again(before);
	return false;
}

static const char *
home_find(void)
{
	uid_t user;
	gid_t group;
	const char *home = getenv("HOME");

	if (caller_find(&user, &group)) {
		const struct passwd *entry = getpwuid(user);
		if (entry != NULL)
			home = entry->pw_dir;
	}
	return home != NULL && home[0] == '/' ? home : NULL;
}

char *
progress_folder(struct error *error)
{
	const char *state = getenv("XDG_STATE_HOME");
	struct str path = { 0 };

	*error = (struct error){ .line = 0 };
	/* What is no absolute path is to be passed over, says the XDG specification. */
	if (state != NULL && state[0] == '/') {
		str_addf(&path, "%s/tcptutor", state);
		return str_take(&path);
	}
	const char *home = home_find();
	if (home == NULL) {
		error_set(error, 0, 0, _("neither HOME nor XDG_STATE_HOME names a folder, so "
		    "progress is not recorded"));
		return NULL;
	}
	str_addf(&path, "%s/.local/state/tcptutor", home);
	return str_take(&path);
}

/* Where it is there already, it does not matter why it cannot be made. */
static bool
one_folder_make(const char *path)
{
	struct stat st;

	if (mkdir(path, 0700) == 0)
		return true;
	int saved = errno;
	bool there = stat(path, &st) == 0;
	errno = saved;
	return there;
}

/* The folder and all above it, where they are missing. */
static bool
folder_make(const char *folder)
{
	char *path = mem_strdup(folder);
	bool fine = true;

	for (char *p = strchr(path + 1, '/'); fine && p != NULL; p = strchr(p + 1, '/')) {
		*p = '\0';
		fine = one_folder_make(path);
		*p = '/';
	}
	fine = fine && one_folder_make(path);
	free(path);
	return fine;
}

/* Of the folder, to be freed. */
static char *
path_of(const struct progress *progress, const char *name)
{
	struct str path = { 0 };

	str_addf(&path, "%s/%s", progress->folder, name);
	return str_take(&path);
}

/* ---- reading */

enum reading {
	READ_ALL,
	READ_NOTHING,		/* there is no file */
	READ_FAILED		/* errno */
};

static bool
read_fd(struct str *out, int fd)
{
	char chunk[8192];
	ssize_t n;

	while ((n = read(fd, chunk, sizeof(chunk))) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		str_addn(out, chunk, (size_t)n);
		if (out->n > PROGRESS_MAX) {
			errno = EFBIG;
			return false;
		}
	}
	return true;
}

static enum reading
file_read(struct str *out, const char *path)
{
	/* Whatever it is, nobody waits for it. */
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	struct stat st;

	if (fd == -1)
		return errno == ENOENT ? READ_NOTHING : READ_FAILED;
	bool fine = fstat(fd, &st) == 0;
	if (fine && !S_ISREG(st.st_mode)) {
		errno = EINVAL;
		fine = false;
	}
	fine = fine && read_fd(out, fd);
	int saved = errno;
	close(fd);
	errno = saved;
	return fine ? READ_ALL : READ_FAILED;
}

/* The facts of the file. READ_FAILED with *why: it cannot be read, or not all of it. */
static enum reading
facts_read(struct progress *progress, const char *path, struct error *why)
{
	struct str text = { 0 };
	int bad_line = 0;

	facts_clear(progress);
	enum reading reading = file_read(&text, path);
	if (reading == READ_FAILED)
		error_set(why, 0, 0, _("%s cannot be read: %s"), path, strerror(errno));
	else
		progress_parse(progress, str_text(&text), text.n, &bad_line);
	str_free(&text);
	if (bad_line == LINE_OF_NEWER) {
		error_set(why, LINE_OF_NEWER, 0, _("%s is of a newer tcptutor, so nothing is "
		    "recorded"), path);
		return READ_FAILED;
	}
	if (bad_line > 0) {
		error_set(why, bad_line, 0, _("line %d of %s cannot be read"), bad_line, path);
		return READ_FAILED;
	}
	return reading;
}

bool
progress_load(struct progress *progress, struct error *error)
{
	struct identity before;

	*error = (struct error){ .line = 0 };
	if (progress->folder == NULL)
		return true;
	if (!become_caller(&before)) {
		error_set(error, 0, 0, _("progress is not read: %s"), strerror(errno));
		return false;
	}
	char *path = path_of(progress, "progress");
	enum reading reading = facts_read(progress, path, error);
	progress->broken = reading == READ_FAILED && error->line != LINE_OF_NEWER;
	changes_apply(progress);
	free(path);
	become_again(&before);
	return reading != READ_FAILED;
}

/* ---- writing */

/* -1 with errno: EWOULDBLOCK if another program holds it. */
static int
lock_take(const char *path)
{
	static const struct timespec pause = { .tv_nsec = LOCK_PAUSE_NS };
	int fd = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600);

	for (int i = 0; fd != -1; i++) {
		if (flock(fd, LOCK_EX | LOCK_NB) == 0)
			return fd;
		/* A file system without locks: then without. */
		if (errno != EWOULDBLOCK && errno != EINTR)
			return fd;
		if (i == LOCK_TRIES) {
			close(fd);
			errno = EWOULDBLOCK;
			return -1;
		}
		nanosleep(&pause, NULL);
	}
	return -1;
}

static bool
write_all(int fd, const struct str *text)
{
	for (size_t done = 0; done < text->n;) {
		ssize_t n = write(fd, text->p + done, text->n - done);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		done += (size_t)n;
	}
	return fsync(fd) == 0;
}

/* That the new name lasts too. What cannot be synced is no reason to complain. */
static void
folder_sync(const char *folder)
{
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd == -1)
		return;
	(void)fsync(fd);
	close(fd);
}

static bool
file_write(const struct progress *progress, const char *path)
{
	char *fresh = path_of(progress, "progress.new");
	struct str text = { 0 };
	int fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC,
	    0600);
	bool fine = fd != -1;

	if (fine) {
		progress_print(&text, progress);
		fine = write_all(fd, &text);
		fine = close(fd) == 0 && fine;
		fine = fine && rename(fresh, path) == 0;
		int saved = errno;
		if (fine)
			folder_sync(progress->folder);
		else
			unlink(fresh);
		errno = saved;
	}
	str_free(&text);
	free(fresh);
	return fine;
}

/* Keep the file beside, under the next name that is free. */
static bool
file_aside(const struct progress *progress, const char *path, struct error *why)
{
	char name[32];

	for (int i = 1; i <= BROKEN_MAX; i++) {
		snprintf(name, sizeof(name), "progress.broken-%d", i);
		char *aside = path_of(progress, name);
		struct stat st;
		bool free_name = lstat(aside, &st) == -1 && errno == ENOENT;
		bool fine = free_name && rename(path, aside) == 0;
		int saved = errno;
		free(aside);
		errno = saved;
		if (fine) {
			struct error was = *why;
			error_set(why, 0, 0, _("%s; the file is kept as %s, and what could be "
			    "read holds"), was.text, name);
		}
		if (free_name)
			return fine;
	}
	errno = EEXIST;
	return false;
}

static void
changes_clear(struct progress *progress)
{
	for (size_t i = 0; i < progress->changes.n; i++)
		free(progress->changes.v[i].fact.name);
	progress->changes.n = 0;
	progress->broken = false;
}

/* With the lock held. */
static bool
merge(struct progress *progress, struct error *error)
{
	char *path = path_of(progress, "progress");
	bool fine = true;

	enum reading reading = facts_read(progress, path, error);
	changes_apply(progress);
	if (reading == READ_FAILED && error->line == LINE_OF_NEWER) {
		free(path);
		return false;
	}
	if (reading == READ_FAILED)
		fine = file_aside(progress, path, error);
	fine = fine && file_write(progress, path);
	free(path);
	if (!fine)
		error_set(error, 0, 0, _("progress cannot be written in %s: %s"),
		    progress->folder, strerror(errno));
	else
		changes_clear(progress);
	return fine;
}

bool
progress_save(struct progress *progress, struct error *error)
{
	struct identity before;

	*error = (struct error){ .line = 0 };
	if (progress->folder == NULL || (progress->changes.n == 0 && !progress->broken))
		return true;
	bool fine = become_caller(&before);
	char *lock_path = path_of(progress, "progress.lock");
	int lock = fine && folder_make(progress->folder) ? lock_take(lock_path) : -1;
	if (lock == -1 && errno == EWOULDBLOCK)
		error_set(error, 0, 0, _("another tcptutor holds %s; progress waits for it"),
		    lock_path);
	else if (lock == -1)
		error_set(error, 0, 0, _("progress cannot be written in %s: %s"),
		    progress->folder, strerror(errno));
	bool saved = lock != -1 && merge(progress, error);
	if (lock != -1)
		close(lock);
	free(lock_path);
	if (fine)
		become_again(&before);
	return saved;
}
