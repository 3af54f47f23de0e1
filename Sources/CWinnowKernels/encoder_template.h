// The kernels of encoders, written once and compiled for each kind of processor and precision. Whoever includes this
// defines ENCODER(name), PANEL_VECTORS and TILE_ROWS (the tile that fits into the registers), ENCODER_FMA where
// products are added with one rounding, ENCODER_BF16 for weights and activations in bf16, and with it ENCODER_DOT where
// an instruction multiplies them. Between two includes ENCODER alone is defined anew.
//
// A vector has 64 bytes whatever the registers have; the compiler splits it.

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "include/WinnowEncoder.h"

#pragma STDC FP_CONTRACT OFF
// Vectors are handed to functions that are always inlined, so how they would be passed does not matter.
#pragma clang diagnostic ignored "-Wpsabi"

#define INLINE static inline __attribute__((always_inline))
#define UNROLL _Pragma("unroll")

typedef float ENCODER(f32x16) __attribute__((vector_size(64), aligned(4)));
typedef int32_t ENCODER(i32x16) __attribute__((vector_size(64), aligned(4)));
typedef uint32_t ENCODER(u32x16) __attribute__((vector_size(64), aligned(4)));
typedef uint16_t ENCODER(u16x16) __attribute__((vector_size(32), aligned(2)));

#define f32x16 ENCODER(f32x16)
#define i32x16 ENCODER(i32x16)
#define u32x16 ENCODER(u32x16)
#define u16x16 ENCODER(u16x16)

#define EIGHT(X) X, X, X, X, X, X, X, X
#define ALL(X) ((f32x16){EIGHT(X), EIGHT(X)})
#define ALL_BITS(X) ((u32x16){EIGHT(X), EIGHT(X)})

#ifdef ENCODER_FMA
#define FUSED(A, B, C) __builtin_elementwise_fma((A), (B), (C))
#else
#define FUSED(A, B, C) ((A) * (B) + (C))
#endif

#define PANEL (16 * PANEL_VECTORS)

#ifndef ENCODER_BF16
typedef float ENCODER(weight);
typedef float ENCODER(activation);
#define UNIT 1
#elif defined(ENCODER_DOT)
typedef uint16_t ENCODER(weight);
typedef uint16_t ENCODER(activation);
#define UNIT 2
#else
// Without the instruction activations are single precision numbers that happen to be bf16.
typedef uint16_t ENCODER(weight);
typedef float ENCODER(activation);
#define UNIT 2
#endif
#define weight ENCODER(weight)
#define activation ENCODER(activation)

#include "encoder_numbers.h"
#include "encoder_tile.h"
#include "encoder_linear.h"
#include "encoder_bytes.h"
#include "encoder_heads.h"
#include "encoder_attention.h"
#include "encoder_rows.h"

const winnow_encoder_kernels ENCODER(kernels) = {
    .panel = PANEL,
    .unit = UNIT,
    .weight_bytes = sizeof(weight),
    .activation_bytes = sizeof(activation),
    .pack = ENCODER(pack),
    .linear = ENCODER(linear),
    .quantize = ENCODER(quantize),
    .pack_bytes = ENCODER(pack_bytes),
    .linear_of_bytes = ENCODER(linear_of_bytes),
    .attention_bytes = ENCODER(attention_bytes),
    .attention = ENCODER(attention),
    .embed = ENCODER(embed),
    .normalize = ENCODER(normalize),
    .pool = ENCODER(pool),
};

#undef weight
#undef activation
#undef UNIT
#undef PANEL
#undef AT
#undef BLOCK
#undef BLOCK_LINES
#undef PANELS
#undef UNITS
#undef DEFINE_TILE
#undef FUSED
#undef f32x16
#undef i32x16
#undef u32x16
#undef u16x16
#undef INLINE
#undef UNROLL
#undef EIGHT
#undef ALL
#undef ALL_BITS
