// With the instructions that multiply pairs of bf16 and quads of bytes. In single precision this level is AVX-512's.
#ifdef __x86_64__
#define DOT_TARGET "avx512f,avx512vl,avx512bw,avx512dq,avx512bf16,avx512vnni,avx2,fma,f16c"
#pragma clang attribute push(__attribute__((target(DOT_TARGET))), apply_to = function)
#define PANEL_VECTORS 2
#define TILE_ROWS 14
#define ENCODER_FMA
#define ENCODER_BF16
#define ENCODER_DOT
#define ENCODER(NAME) winnow_dot_bf16_encoder_##NAME
#include "encoder_template.h"
#pragma clang attribute pop
#endif
