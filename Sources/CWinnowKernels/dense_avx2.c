#ifdef __x86_64__
#pragma clang attribute push(__attribute__((target("avx2,fma,f16c"))), apply_to = function)
#define LEVEL(NAME) winnow_avx2_##NAME
#define TILE_ROWS 6
#define FEW_ROWS 1
#define WINNOW_FMA
#define WINNOW_F16C
#include "dense_template.h"
#pragma clang attribute pop
#endif
