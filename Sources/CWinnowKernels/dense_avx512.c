#ifdef __x86_64__
#pragma clang attribute push(__attribute__((target("avx512f,avx512vl,avx2,fma,f16c"))), apply_to = function)
#define LEVEL(NAME) winnow_avx512_##NAME
#define TILE_ROWS 14
#define FEW_ROWS 4
#define WINNOW_FMA
#define WINNOW_F16C
#include "dense_template.h"
#pragma clang attribute pop
#endif
