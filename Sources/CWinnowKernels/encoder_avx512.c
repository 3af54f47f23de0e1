#ifdef __x86_64__
#define WIDE_TARGET "avx512f,avx512vl,avx512bw,avx512dq,avx2,fma,f16c"
#pragma clang attribute push(__attribute__((target(WIDE_TARGET))), apply_to = function)
#define PANEL_VECTORS 2
#define TILE_ROWS 14
#define ENCODER_FMA

#define ENCODER(NAME) winnow_avx512_f32_encoder_##NAME
#include "encoder_template.h"
#undef ENCODER

#define ENCODER_BF16
#define ENCODER(NAME) winnow_avx512_bf16_encoder_##NAME
#include "encoder_template.h"
#pragma clang attribute pop
#endif
