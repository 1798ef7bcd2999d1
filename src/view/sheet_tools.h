/*
 * The lines that tools print: ss (sheet_tools_ss.c) and tcpdump
 * (sheet_tools_dump.c), each with what it means; sheet_tools.c shows them.
 */
#ifndef VIEW_SRC_SHEET_TOOLS_H
#define VIEW_SRC_SHEET_TOOLS_H

#include <stdbool.h>

#include "base/str.h"
#include "trace/trace.h"

/* A listener of each end, and a connection of each. */
#define SOCKETS_MAX 4

/* A row of ss; addresses and ports as they are printed. */
struct socket_row {
	enum end	 end;
	bool		 listener;
	const char	*state;
	uint32_t	 recv_q, send_q;
	struct str	 local, local_port, peer, peer_port;
	struct str	 timer;		/* "timer:(on,1sec,0)", or empty */
};

struct sockets {
	struct socket_row	row[SOCKETS_MAX];
	int			n;
};

/* What `ss -tano` lists after so many moments, as of iproute2 6.1 on Linux. */
void sockets_find(struct sockets *sockets, const struct trace *trace,
    size_t count);
void sockets_free(struct sockets *sockets);

/* The line of names; a socket's line, its columns as wide as all of them need. */
void sockets_head(struct str *out, const struct sockets *sockets);
void sockets_line(struct str *out, const struct sockets *sockets, int row);

void socket_explain(struct str *out, const struct sockets *sockets, int row,
    const struct trace *trace, size_t count);

/* The line of `tcpdump -n -S`, as of tcpdump 4.99. */
void dump_line(struct str *out, const struct flight *flight);
void dump_explain(struct str *out, const struct flight *flight);

#endif
