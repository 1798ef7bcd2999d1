/* The terminal after a crash. All that a handler touches is set up before. */
#include "ui/rescue.h"

#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/mem.h"

static const int crashes[] = { SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL };

#define CRASH_COUNT (sizeof(crashes) / sizeof(crashes[0]))

static struct {
	volatile sig_atomic_t	 armed;
	int			 fd;
	bool			 has_settings;
	struct termios		 settings;
	struct sigaction	 before[CRASH_COUNT];
	char			 octets[256];
	size_t			 n;
} rescue;

/* A stack overflow must not take the handler down too. */
static char handler_stack[32 * 1024];

static void
terminal_restore(void)
{
	if (!rescue.armed)
		return;
	rescue.armed = 0;
	for (size_t sent = 0; sent < rescue.n;) {
		ssize_t n = write(rescue.fd, rescue.octets + sent, rescue.n - sent);
		if (n <= 0)
			break;
		sent += (size_t)n;
	}
	if (rescue.has_settings)
		tcsetattr(rescue.fd, TCSANOW, &rescue.settings);
}

static void
on_crash(int number)
{
	terminal_restore();
	for (size_t i = 0; i < CRASH_COUNT; i++) {
		if (crashes[i] == number)
			sigaction(number, &rescue.before[i], NULL);
	}
	raise(number);
}

void
rescue_arm(int fd)
{
	rescue.fd = fd;
	rescue.n = 0;
	rescue.has_settings = tcgetattr(fd, &rescue.settings) == 0;

	stack_t stack = { .ss_sp = handler_stack, .ss_size = sizeof(handler_stack) };
	sigaltstack(&stack, NULL);
	struct sigaction action = { .sa_handler = on_crash, .sa_flags = SA_ONSTACK };
	sigemptyset(&action.sa_mask);
	for (size_t i = 0; i < CRASH_COUNT; i++)
		sigaction(crashes[i], &action, &rescue.before[i]);
	mem_on_exhausted(terminal_restore);
	rescue.armed = 1;
}

void
rescue_set(const char *octets, size_t n)
{
	rescue.n = 0;
	if (n > sizeof(rescue.octets))
		return;
	memcpy(rescue.octets, octets, n);
	rescue.n = n;
}

void
rescue_disarm(void)
{
	if (!rescue.armed)
		return;
	rescue.armed = 0;
	mem_on_exhausted(NULL);
	for (size_t i = 0; i < CRASH_COUNT; i++)
		sigaction(crashes[i], &rescue.before[i], NULL);
}
