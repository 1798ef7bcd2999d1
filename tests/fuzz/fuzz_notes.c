/* Lines of the notes' socket, at both ends: whatever they are, they are read or passed over. */
#include <stdint.h>
#include <stdlib.h>

#include "app/notes.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct telling telling = { .step = 0 };
	struct drive drive;
	struct str line = { 0 };

	if (telling_read(&telling, (const char *)data, size)) {
		struct grid *grid = grid_new(24, 80);
		struct notes_view view = { .telling = &telling, .here = true, .message = "" };
		notes_draw(grid, &view);
		grid_free(grid);
		telling_write(&line, &telling);
	}
	if (drive_read(&drive, (const char *)data, size)) {
		str_clear(&line);
		drive_write(&line, &drive);
		if (!drive_read(&drive, line.p, line.n - 1))
			abort();
	}
	telling_fini(&telling);
	str_free(&line);
	return 0;
}
