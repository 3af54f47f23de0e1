#define LEVEL(NAME) winnow_plain_##NAME
#define TILE_ROWS 2
#define FEW_ROWS 1
#ifdef __aarch64__
#undef TILE_ROWS
#define TILE_ROWS 6
#define WINNOW_FMA
#endif
#include "dense_template.h"
