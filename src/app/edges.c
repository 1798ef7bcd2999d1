/* Which edges were walked, today and before. */
#include "app/edges.h"

#include "base/str.h"
#include "tcp/edge.h"

void
edges_walk(bool walked[EDGES_MAX], const struct trace *trace, size_t from)
{
	for (size_t i = from; i < trace->count; i++) {
		const struct moment *moment = &trace->moments[i];
		for (uint32_t k = 0; k < moment->edge_count; k++) {
			int pair = edge_pair((enum state)moment->edges[k].from,
			    (enum state)moment->edges[k].to);
			if (pair >= 0 && pair < EDGES_MAX)
				walked[pair] = true;
		}
	}
}

void
edges_recall(bool walked[EDGES_MAX], const struct progress *progress)
{
	struct str name = { 0 };

	for (int pair = 0; pair < edge_pairs() && pair < EDGES_MAX; pair++) {
		const struct edge *edge = edge_of_pair(pair);
		str_clear(&name);
		str_addf(&name, "%s %s", state_name((enum state)edge->from),
		    state_name((enum state)edge->to));
		if (progress_find(progress, FACT_EDGE, str_text(&name)) != NULL)
			walked[pair] = true;
	}
	str_free(&name);
}

void
edges_note(const bool walked[EDGES_MAX], struct progress *progress, int64_t now)
{
	for (int pair = 0; pair < edge_pairs() && pair < EDGES_MAX; pair++) {
		const struct edge *edge = edge_of_pair(pair);
		if (walked[pair])
			progress_edge(progress, state_name((enum state)edge->from),
			    state_name((enum state)edge->to), now);
	}
}
