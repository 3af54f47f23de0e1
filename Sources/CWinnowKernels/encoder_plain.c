// Vector code of the compiler's: SSE2 on x86-64, NEON on arm64.
#define PANEL_VECTORS 1
#ifdef __aarch64__
#define TILE_ROWS 6
#define ENCODER_FMA
#else
#define TILE_ROWS 2
#endif

#define ENCODER(NAME) winnow_plain_f32_encoder_##NAME
#include "encoder_template.h"
#undef ENCODER

#define ENCODER_BF16
#define ENCODER(NAME) winnow_plain_bf16_encoder_##NAME
#include "encoder_template.h"
