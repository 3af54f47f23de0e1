#ifdef __x86_64__
#pragma clang attribute push(__attribute__((target("avx2,fma,f16c"))), apply_to = function)
#define PANEL_VECTORS 1
#define TILE_ROWS 6
#define ENCODER_FMA

#define ENCODER(NAME) winnow_avx2_f32_encoder_##NAME
#include "encoder_template.h"
#undef ENCODER

#define ENCODER_BF16
#define ENCODER(NAME) winnow_avx2_bf16_encoder_##NAME
#include "encoder_template.h"
#pragma clang attribute pop
#endif
