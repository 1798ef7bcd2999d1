/*
 * Where a class and its speaker's notes find each other:
 *
 *	/run/user/1000/tcptutor/	0700, the user's
 *		4711			0600, the class of process 4711 listens
 */
#include "host/rendezvous.h"

#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/i18n.h"

/* Notes that wait to be let in. */
#define BACKLOG 4

#define FOLDER_MAX 80	/* octets; a socket's path leaves no more */

/* ---- the folder */

static bool
is_ours_alone(const struct stat *stat)
{
	return S_ISDIR(stat->st_mode) && stat->st_uid == getuid() && (stat->st_mode & 077) == 0;
}

/*
 * The user's runtime folder; NULL: there is none. Of whom sudo has taken the
 * variable away it is where systemd has it, and where that user's notes look.
 */
static const char *
runtime_folder(char usual[FOLDER_MAX])
{
	const char *runtime = getenv("XDG_RUNTIME_DIR");
	struct stat stat;

	if (runtime != NULL && runtime[0] == '/')
		return runtime;
	snprintf(usual, FOLDER_MAX, "/run/user/%lu", (unsigned long)getuid());
	return lstat(usual, &stat) == 0 && is_ours_alone(&stat) ? usual : NULL;
}

static bool
folder_name(char folder[FOLDER_MAX], struct error *error)
{
	char usual[FOLDER_MAX];
	const char *runtime = runtime_folder(usual);
	int n;

	if (runtime != NULL)
		n = snprintf(folder, FOLDER_MAX, "%s/tcptutor", runtime);
	else
		n = snprintf(folder, FOLDER_MAX, "/tmp/tcptutor-%lu", (unsigned long)getuid());
	if (n < FOLDER_MAX)
		return true;
	error_set(error, 0, 0, _("$XDG_RUNTIME_DIR has too long a name for a socket below it"));
	return false;
}

/* Below /tmp, somebody else may have been here first. */
static bool
folder_is_ours(const char *folder, struct error *error)
{
	struct stat stat;

	if (lstat(folder, &stat) == -1) {
		error_set(error, 0, 0, "%s: %s", folder, strerror(errno));
		return false;
	}
	if (is_ours_alone(&stat))
		return true;
	error_set(error, 0, 0, _("%s is not a folder that is yours alone (chmod 700)"), folder);
	return false;
}

static bool
folder_make(char folder[FOLDER_MAX], struct error *error)
{
	if (!folder_name(folder, error))
		return false;
	if (mkdir(folder, 0700) == -1 && errno != EEXIST) {
		error_set(error, 0, 0, _("%s cannot be made: %s"), folder, strerror(errno));
		return false;
	}
	return folder_is_ours(folder, error);
}

/* ---- a class */

/* The class of that process. */
static void
place(struct rendezvous *rendezvous, const char *folder, unsigned long process)
{
	snprintf(rendezvous->name, sizeof(rendezvous->name), "%lu", process);
	snprintf(rendezvous->path, sizeof(rendezvous->path), "%.*s/%lu", FOLDER_MAX - 1, folder,
	    process);
}

static struct sockaddr_un
address_of(const struct rendezvous *rendezvous)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };

	_Static_assert(sizeof(rendezvous->path) <= sizeof(address.sun_path), "a path has room");
	memcpy(address.sun_path, rendezvous->path, strlen(rendezvous->path) + 1);
	return address;
}

static int
socket_new(void)
{
	return socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
}

int
rendezvous_open(struct rendezvous *own, struct error *error)
{
	char folder[FOLDER_MAX];

	if (!folder_make(folder, error))
		return -1;
	place(own, folder, (unsigned long)getpid());
	/* Left behind by one who had our number before. */
	unlink(own->path);
	const struct sockaddr_un address = address_of(own);
	int fd = socket_new();
	mode_t mask = umask(0177);
	bool fine = fd != -1 &&
	    bind(fd, (const struct sockaddr *)&address, sizeof(address)) == 0 &&
	    listen(fd, BACKLOG) == 0;
	int why = errno;
	umask(mask);
	if (fine)
		return fd;
	error_set(error, 0, 0, "%s: %s", own->path, strerror(why));
	if (fd != -1)
		close(fd);
	return -1;
}

void
rendezvous_close(const struct rendezvous *own)
{
	unlink(own->path);
}

/* ---- looking for one */

struct found {
	struct rendezvous	class;
	struct timespec		since;
};

static int
newest_first(const void *a, const void *b)
{
	const struct found *x = a, *y = b;

	if (x->since.tv_sec != y->since.tv_sec)
		return x->since.tv_sec < y->since.tv_sec ? 1 : -1;
	if (x->since.tv_nsec != y->since.tv_nsec)
		return x->since.tv_nsec < y->since.tv_nsec ? 1 : -1;
	return strcmp(x->class.name, y->class.name);
}

static bool
is_class(struct found *found, const char *folder, const char *name)
{
	struct stat stat;

	place(&found->class, folder, strtoul(name, NULL, 10));
	if (strcmp(name, found->class.name) != 0)
		return false;
	if (lstat(found->class.path, &stat) == -1 || !S_ISSOCK(stat.st_mode) ||
	    stat.st_uid != getuid())
		return false;
	found->since = stat.st_ctim;
	return true;
}

size_t
rendezvous_list(struct rendezvous *classes, size_t count, struct error *error)
{
	char folder[FOLDER_MAX];
	struct found found[RENDEZVOUS_MAX];
	size_t n = 0;

	error->text[0] = '\0';
	if (!folder_make(folder, error))
		return 0;
	DIR *dir = opendir(folder);
	if (dir == NULL) {
		error_set(error, 0, 0, "%s: %s", folder, strerror(errno));
		return 0;
	}
	for (const struct dirent *entry; n < RENDEZVOUS_MAX && (entry = readdir(dir)) != NULL;)
		n += is_class(&found[n], folder, entry->d_name);
	closedir(dir);
	qsort(found, n, sizeof(found[0]), newest_first);
	for (size_t i = 0; i < n && i < count; i++)
		classes[i] = found[i].class;
	return n < count ? n : count;
}

int
rendezvous_connect(const struct rendezvous *to)
{
	const struct sockaddr_un address = address_of(to);
	int fd = socket_new();

	if (fd == -1)
		return -1;
	if (connect(fd, (const struct sockaddr *)&address, sizeof(address)) == 0)
		return fd;
	if (errno == ECONNREFUSED)
		unlink(to->path);
	close(fd);
	return -1;
}
