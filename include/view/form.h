/*
 * A form: a heading, fields that are typed into, and what comes of it.
 */
#ifndef VIEW_FORM_H
#define VIEW_FORM_H

#include <stdbool.h>
#include <stddef.h>

#include "view/grid.h"

struct form_field {
	const char	*name;
	const char	*text;
	const char	*hint;		/* what may stand there */
	bool		 wrong;
};

struct form {
	const char		*heading;
	const struct form_field	*fields;
	size_t			 count;
	size_t			 at;		/* the field that is typed into ... */
	size_t			 cursor;	/* ... before that octet */
	int			 columns;	/* of a field's text, the cursor included */
	const char		*problem;	/* what is wrong, or NULL ... */
	const char		*result;	/* ... and then what it comes to */
	const char		*more;		/* below it */
};

/* Draw it; each field is a HIT_FIELD. The hint of the field gives way to its problem. */
void form_draw(const struct area *area, const struct form *form);

#endif
