// The dense kernels, written once and compiled for each kind of processor: whoever includes this defines LEVEL(name) and
// WINNOW_FMA where the processor multiplies and adds with one rounding, TILE_ROWS and FEW_ROWS: rows that are worked on at once,
// as many as there are registers for.
//
// A vector has 64 bytes whatever the registers have; the compiler splits it. So each number is summed in the same order
// at every level, and levels with FMA give the same bits.

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "include/WinnowDense.h"

#pragma STDC FP_CONTRACT OFF
// Vectors are handed to functions that are always inlined, so how they would be passed does not matter.
#pragma clang diagnostic ignored "-Wpsabi"

#define INLINE static inline __attribute__((always_inline))

typedef float LEVEL(f32x16) __attribute__((vector_size(64), aligned(4)));
typedef float LEVEL(f32x8) __attribute__((vector_size(32), aligned(4)));
typedef float LEVEL(f32x4) __attribute__((vector_size(16), aligned(4)));
typedef double LEVEL(f64x8) __attribute__((vector_size(64), aligned(8)));
typedef int32_t LEVEL(i32x16) __attribute__((vector_size(64), aligned(4)));
typedef uint32_t LEVEL(u32x16) __attribute__((vector_size(64), aligned(4)));
typedef uint16_t LEVEL(u16x16) __attribute__((vector_size(32), aligned(2)));

#define f32x16 LEVEL(f32x16)
#define f32x8 LEVEL(f32x8)
#define f32x4 LEVEL(f32x4)
#define f64x8 LEVEL(f64x8)
#define i32x16 LEVEL(i32x16)
#define u32x16 LEVEL(u32x16)
#define u16x16 LEVEL(u16x16)

#define EIGHT(X) X, X, X, X, X, X, X, X
#define ALL_f32(X) ((f32x16){EIGHT(X), EIGHT(X)})
#define ALL_f64(X) ((f64x8){EIGHT(X)})

#ifdef WINNOW_FMA
#define IS_FUSED 1
#define FUSED(A, B, C) __builtin_elementwise_fma((A), (B), (C))
#else
#define IS_FUSED 0
#define FUSED(A, B, C) ((A) * (B) + (C))
#endif

// MARK: half precision

INLINE f32x16 LEVEL(widen)(const uint16_t *source) {
#if defined(WINNOW_F16C) || defined(__aarch64__)
    typedef _Float16 f16x16 __attribute__((vector_size(32), aligned(2)));
    return __builtin_convertvector(*(const f16x16 *)source, f32x16);
#else
    // The exponent is moved by multiplication, which is right for subnormal numbers as well.
    u32x16 bits = __builtin_convertvector(*(const u16x16 *)source, u32x16);
    u32x16 magnitude = (bits & 0x7fff) << 13;
    f32x16 value = (f32x16)magnitude * 0x1p112f;
    u32x16 special = (u32x16)(magnitude >= (0x7c00u << 13));
    u32x16 exponent = special & 0x7f800000u;
    return (f32x16)((u32x16)value | exponent | (bits & 0x8000) << 16);
#endif
}

static void LEVEL(widen_rows)(size_t count, const uint16_t *source, float *target) {
    size_t k = 0;
    for (; k + 16 <= count; k += 16) *(f32x16 *)(target + k) = LEVEL(widen)(source + k);
    if (k < count) {
        uint16_t rest[16] = {0};
        memcpy(rest, source + k, (count - k) * sizeof *source);
        f32x16 values = LEVEL(widen)(rest);
        memcpy(target + k, &values, (count - k) * sizeof *target);
    }
}

// MARK: few outputs: inner products, lane by lane

/// The sum of the lanes, by halves.
INLINE float LEVEL(sum)(f32x16 lanes) {
    float values[16];
    memcpy(values, &lanes, sizeof values);
    for (size_t width = 8; width > 0; width /= 2) {
        for (size_t lane = 0; lane < width; lane++) values[lane] += values[lane + width];
    }
    return values[0];
}

/// The sums of the lanes of four vectors, each in the order of `sum`.
INLINE f32x4 LEVEL(sums)(const f32x16 *lanes) {
    f32x4 quarters[4];
#pragma unroll
    for (size_t j = 0; j < 4; j++) {
        f32x8 half = __builtin_shufflevector(lanes[j], lanes[j], 0, 1, 2, 3, 4, 5, 6, 7)
            + __builtin_shufflevector(lanes[j], lanes[j], 8, 9, 10, 11, 12, 13, 14, 15);
        quarters[j] = __builtin_shufflevector(half, half, 0, 1, 2, 3) + __builtin_shufflevector(half, half, 4, 5, 6, 7);
    }
    f32x4 first = __builtin_shufflevector(quarters[0], quarters[1], 0, 1, 4, 5)
        + __builtin_shufflevector(quarters[0], quarters[1], 2, 3, 6, 7);
    f32x4 second = __builtin_shufflevector(quarters[2], quarters[3], 0, 1, 4, 5)
        + __builtin_shufflevector(quarters[2], quarters[3], 2, 3, 6, 7);
    return __builtin_shufflevector(first, second, 0, 2, 4, 6) + __builtin_shufflevector(first, second, 1, 3, 5, 7);
}

/// Some numbers of a row from a column on, and zeros behind them.
INLINE f32x16 LEVEL(part)(const float *row, const uint16_t *half, size_t count) {
    f32x16 values = {0};
    if (half) {
        LEVEL(widen_rows)(count, half, (float *)&values);
    } else {
        memcpy(&values, row, count * sizeof *row);
    }
    return values;
}

/// Blocks of rows that are asked for before they are needed; measured.
#define FEW_AHEAD 2

/// Up to four outputs of some rows: each vector of the table is read once for all of them.
INLINE void LEVEL(few)(const size_t rows, const size_t outputs, size_t columns, const float *x, const uint16_t *half,
                       size_t stride, const float *table, size_t tableStride, float *out, size_t outStride) {
    f32x16 sums[FEW_ROWS][4] = {{{0}}};
    size_t k = 0;
    for (; k + 16 <= columns; k += 16) {
        f32x16 part[4];
#pragma unroll
        for (size_t j = 0; j < outputs; j++) part[j] = *(const f32x16 *)(table + j * tableStride + k);
#pragma unroll
        for (size_t i = 0; i < rows; i++) {
            f32x16 values = half ? LEVEL(widen)(half + i * stride + k) : *(const f32x16 *)(x + i * stride + k);
            // Rows side by side are no stream that the processor would see coming: what lies ahead is asked for in its order.
            if (rows > 1) {
                const size_t ahead = FEW_AHEAD * rows * stride + rows * k + 16 * i;
                // An address and no pointer: near the end it lies beyond the rows, where nothing is read.
                uintptr_t address = half ? (uintptr_t)half + ahead * sizeof *half : (uintptr_t)x + ahead * sizeof *x;
                __builtin_prefetch((const void *)address);
            }
#pragma unroll
            for (size_t j = 0; j < outputs; j++) sums[i][j] = FUSED(values, part[j], sums[i][j]);
        }
    }
    if (k < columns) {
#pragma unroll
        for (size_t i = 0; i < rows; i++) {
            f32x16 values = LEVEL(part)(x ? x + i * stride + k : NULL, half ? half + i * stride + k : NULL, columns - k);
#pragma unroll
            for (size_t j = 0; j < outputs; j++) {
                sums[i][j] = FUSED(values, *(const f32x16 *)(table + j * tableStride + k), sums[i][j]);
            }
        }
    }
#pragma unroll
    for (size_t i = 0; i < rows; i++) {
        f32x4 all = LEVEL(sums)(sums[i]);
        memcpy(out + i * outStride, &all, outputs * sizeof *out);
    }
}

INLINE void LEVEL(few_block)(const size_t rows, size_t columns, const float *x, const uint16_t *half, size_t stride,
                             size_t outputs, const float *table, size_t tableStride, float *out, size_t outStride) {
    for (size_t j = 0; j < outputs; j += 4) {
        const float *part = table + j * tableStride;
        switch (outputs - j) {
        case 1: LEVEL(few)(rows, 1, columns, x, half, stride, part, tableStride, out + j, outStride); break;
        case 2: LEVEL(few)(rows, 2, columns, x, half, stride, part, tableStride, out + j, outStride); break;
        case 3: LEVEL(few)(rows, 3, columns, x, half, stride, part, tableStride, out + j, outStride); break;
        default: LEVEL(few)(rows, 4, columns, x, half, stride, part, tableStride, out + j, outStride); break;
        }
    }
}

INLINE void LEVEL(few_rows)(size_t rows, size_t columns, const float *x, const uint16_t *half, size_t stride,
                            size_t outputs, const float *table, size_t tableStride, float *out, size_t outStride) {
    size_t row = 0;
    for (; row + FEW_ROWS <= rows; row += FEW_ROWS) {
        LEVEL(few_block)(FEW_ROWS, columns, x ? x + row * stride : NULL, half ? half + row * stride : NULL, stride,
                         outputs, table, tableStride, out + row * outStride, outStride);
    }
    for (; row < rows; row++) {
        LEVEL(few_block)(1, columns, x ? x + row * stride : NULL, half ? half + row * stride : NULL, stride, outputs,
                         table, tableStride, out + row * outStride, outStride);
    }
}

static void LEVEL(few_f32)(size_t rows, size_t columns, const float *x, size_t stride, size_t outputs,
                           const float *table, size_t tableStride, float *out, size_t outStride) {
    LEVEL(few_rows)(rows, columns, x, NULL, stride, outputs, table, tableStride, out, outStride);
}

static void LEVEL(few_f16)(size_t rows, size_t columns, const uint16_t *x, size_t stride, size_t outputs,
                           const float *table, size_t tableStride, float *out, size_t outStride) {
    LEVEL(few_rows)(rows, columns, NULL, x, stride, outputs, table, tableStride, out, outStride);
}

// MARK: many outputs: a tile of the product stays in registers while the inner dimension goes by

/// Rows of a tile of what is left: 4, 2 or 1, as many as a tile may have.
#define FOUR (TILE_ROWS >= 4 ? 4 : 1)
#define REST(ROWS) ((ROWS) >= 4 && FOUR == 4 ? 4 : (ROWS) >= 2 ? 2 : 1)

#define BLOCK_ROWS 96
#define BLOCK_INNER 256

#define DEFINE_PRODUCT(SUFFIX, SCALAR, VECTOR)                                                                     \
    INLINE void LEVEL(tile_##SUFFIX)(const size_t rows, size_t inner, const SCALAR *a, size_t aRow,                 \
                                     const size_t aInner, const SCALAR *b, size_t bRow, SCALAR *c, size_t cRow,    \
                                     int adds) {                                                                   \
        VECTOR sums[TILE_ROWS] = {{0}};                                                                            \
        if (adds) {                                                                                                \
            _Pragma("unroll") for (size_t i = 0; i < rows; i++) sums[i] = *(const VECTOR *)(c + i * cRow);         \
        }                                                                                                          \
        const SCALAR *left[TILE_ROWS];                                                                             \
        _Pragma("unroll") for (size_t i = 0; i < rows; i++) left[i] = a + i * aRow;                                \
        for (size_t k = 0; k < inner; k++) {                                                                       \
            VECTOR right = *(const VECTOR *)(b + k * bRow);                                                        \
            _Pragma("unroll") for (size_t i = 0; i < rows; i++) {                                                  \
                sums[i] = FUSED(ALL_##SUFFIX(left[i][k * aInner]), right, sums[i]);                                \
            }                                                                                                      \
        }                                                                                                          \
        _Pragma("unroll") for (size_t i = 0; i < rows; i++) *(VECTOR *)(c + i * cRow) = sums[i];                   \
    }                                                                                                              \
                                                                                                                   \
    INLINE void LEVEL(blocks_##SUFFIX)(size_t rows, size_t inner, size_t outputs, const SCALAR *a, size_t aRow,    \
                                       const size_t aInner, const SCALAR *b, size_t bRow, SCALAR *c, size_t cRow,  \
                                       int adds) {                                                                 \
        const size_t width = sizeof(VECTOR) / sizeof(SCALAR);                                                      \
        for (size_t k = 0; k < inner || (k == 0 && !adds); k += BLOCK_INNER) {                                     \
            size_t depth = inner - k < BLOCK_INNER ? inner - k : BLOCK_INNER;                                      \
            int more = adds || k > 0;                                                                              \
            for (size_t first = 0; first < rows; first += BLOCK_ROWS) {                                            \
                size_t last = rows - first < BLOCK_ROWS ? rows : first + BLOCK_ROWS;                               \
                for (size_t j = 0; j < outputs; j += width) {                                                      \
                    const SCALAR *right = b + k * bRow + j;                                                        \
                    size_t i = first;                                                                              \
                    for (; i + TILE_ROWS <= last; i += TILE_ROWS) {                                                \
                        LEVEL(tile_##SUFFIX)(TILE_ROWS, depth, a + i * aRow + k * aInner, aRow, aInner, right,     \
                                             bRow, c + i * cRow + j, cRow, more);                                  \
                    }                                                                                              \
                    for (; i < last; i += REST(last - i)) {                                                        \
                        const SCALAR *left = a + i * aRow + k * aInner;                                            \
                        SCALAR *out = c + i * cRow + j;                                                            \
                        switch (REST(last - i)) {                                                                  \
                        case 4:                                                                                    \
                            LEVEL(tile_##SUFFIX)(FOUR, depth, left, aRow, aInner, right, bRow, out, cRow, more);   \
                            break;                                                                                 \
                        case 2:                                                                                    \
                            LEVEL(tile_##SUFFIX)(2, depth, left, aRow, aInner, right, bRow, out, cRow, more);      \
                            break;                                                                                 \
                        default:                                                                                   \
                            LEVEL(tile_##SUFFIX)(1, depth, left, aRow, aInner, right, bRow, out, cRow, more);      \
                        }                                                                                          \
                    }                                                                                              \
                }                                                                                                  \
            }                                                                                                      \
        }                                                                                                          \
    }                                                                                                              \
                                                                                                                   \
    static void LEVEL(product_##SUFFIX)(size_t rows, size_t inner, size_t outputs, const SCALAR *a, size_t aRow,   \
                                        size_t aInner, const SCALAR *b, size_t bRow, SCALAR *c, size_t cRow,       \
                                        int adds) {                                                                \
        if (aInner == 1) {                                                                                         \
            LEVEL(blocks_##SUFFIX)(rows, inner, outputs, a, aRow, 1, b, bRow, c, cRow, adds);                      \
        } else if (aRow == 1) {                                                                                    \
            LEVEL(blocks_##SUFFIX)(rows, inner, outputs, a, 1, aInner, b, bRow, c, cRow, adds);                    \
        } else {                                                                                                   \
            LEVEL(blocks_##SUFFIX)(rows, inner, outputs, a, aRow, aInner, b, bRow, c, cRow, adds);                 \
        }                                                                                                          \
    }

DEFINE_PRODUCT(f32, float, f32x16)
DEFINE_PRODUCT(f64, double, f64x8)

// MARK: sparse rows by wide tables

/// 64 outputs of a row: they stay in registers while its entries go by.
INLINE void LEVEL(wide)(const size_t vectors, uint64_t begin, uint64_t end, const uint32_t *columns,
                        const float *values, const float *table, size_t stride, float *out) {
    f32x16 sums[4] = {{0}};
    for (uint64_t k = begin; k < end; k++) {
        const float *row = table + (size_t)columns[k] * stride;
#pragma unroll
        for (size_t j = 0; j < vectors; j++) {
            sums[j] = FUSED(ALL_f32(values[k]), *(const f32x16 *)(row + 16 * j), sums[j]);
        }
    }
#pragma unroll
    for (size_t j = 0; j < vectors; j++) *(f32x16 *)(out + 16 * j) = sums[j];
}

static void LEVEL(sparse_f32)(size_t rows, const uint64_t *rowOffsets, const uint32_t *columns, const float *values,
                              const float *table, size_t stride, float *out) {
    for (size_t row = 0; row < rows; row++, out += stride) {
        uint64_t begin = rowOffsets[row];
        uint64_t end = rowOffsets[row + 1];
        size_t j = 0;
        for (; j + 64 <= stride; j += 64) {
            LEVEL(wide)(4, begin, end, columns, values, table + j, stride, out + j);
        }
        for (; j < stride; j += 16) LEVEL(wide)(1, begin, end, columns, values, table + j, stride, out + j);
    }
}

// MARK: exponentials and logarithms

/// e^x to 2 units in the last place; below -87.3 it is 0, above 88.7 the largest power that there is.
///
/// The reduction by ln 2 in two parts is Cody and Waite's (1980); the coefficients are those of the Taylor series.
INLINE f32x16 LEVEL(exp)(f32x16 x) {
    f32x16 bounded = __builtin_elementwise_min(__builtin_elementwise_max(x, ALL_f32(-87.33654f)), ALL_f32(88.72283f));
    // Adding 1.5 * 2^23 rounds to an integer.
    f32x16 shifted = FUSED(bounded, ALL_f32(0x1.715476p+0f), ALL_f32(0x1.8p23f));
    f32x16 whole = shifted - 0x1.8p23f;
    f32x16 r = FUSED(whole, ALL_f32(-0x1.62e4p-1f), bounded);
    r = FUSED(whole, ALL_f32(-0x1.7f7d1cp-20f), r);
    f32x16 p = ALL_f32(1.0f / 5040);
    p = FUSED(p, r, ALL_f32(1.0f / 720));
    p = FUSED(p, r, ALL_f32(1.0f / 120));
    p = FUSED(p, r, ALL_f32(1.0f / 24));
    p = FUSED(p, r, ALL_f32(1.0f / 6));
    p = FUSED(p, r, ALL_f32(0.5f));
    p = FUSED(p, r, ALL_f32(1.0f));
    p = FUSED(p, r, ALL_f32(1.0f));
    // The power of two in two halves: one alone may be subnormal or infinite where the product is neither.
    i32x16 power = (i32x16)shifted - (i32x16)(ALL_f32(0x1.8p23f));
    i32x16 half = power >> 1;
    f32x16 first = (f32x16)((half + 127) << 23);
    f32x16 second = (f32x16)((power - half + 127) << 23);
    f32x16 value = p * first * second;
    i32x16 tiny = x < ALL_f32(-87.33654f);
    i32x16 number = x == x;
    // What is no number stays none.
    return (f32x16)((((i32x16)value & ~tiny) & number) | ((i32x16)x & ~number));
}

/// ln x for x > 0, to 2 units in the last place; other numbers give what they give.
///
/// x = 2^e (1 + f) with 1 + f between the roots of 1/2 and 2; ln(1 + f) = 2 artanh(f / (2 + f)).
INLINE f32x16 LEVEL(log)(f32x16 x) {
    const f32x16 zero = {0};
    i32x16 offset = (i32x16)x - 0x3f3504f3;
    i32x16 exponent = offset >> 23;
    f32x16 f = (f32x16)((offset & 0x007fffff) + 0x3f3504f3) - 1.0f;
    f32x16 s = f / (f + 2.0f);
    f32x16 z = s * s;
    f32x16 p = ALL_f32(2.0f / 11);
    p = FUSED(p, z, ALL_f32(2.0f / 9));
    p = FUSED(p, z, ALL_f32(2.0f / 7));
    p = FUSED(p, z, ALL_f32(2.0f / 5));
    p = FUSED(p, z, ALL_f32(2.0f / 3));
    // 2s = f - s f: the larger part is exact.
    f32x16 log1p = f - FUSED(s, f, zero - s * z * p);
    f32x16 e = __builtin_convertvector(exponent, f32x16);
    return FUSED(e, ALL_f32(0x1.62e4p-1f), FUSED(e, ALL_f32(0x1.7f7d1cp-20f), log1p));
}

static void LEVEL(exp_f32)(size_t count, float *values) {
    size_t k = 0;
    for (; k + 16 <= count; k += 16) *(f32x16 *)(values + k) = LEVEL(exp)(*(const f32x16 *)(values + k));
    if (k < count) {
        f32x16 rest = {0};
        memcpy(&rest, values + k, (count - k) * sizeof *values);
        rest = LEVEL(exp)(rest);
        memcpy(values + k, &rest, (count - k) * sizeof *values);
    }
}

/// Numbers that are worked on together, so that they stay in the cache.
#define BLOCK 2048

INLINE void LEVEL(softmax_block)(const size_t rows, const size_t outputs, float *values, float factor) {
    for (size_t row = 0; row < rows; row++) {
        float *z = values + row * outputs;
        float highest = z[0];
        for (size_t j = 1; j < outputs; j++) highest = z[j] > highest ? z[j] : highest;
        for (size_t j = 0; j < outputs; j++) z[j] = (z[j] - highest) * factor;
    }
    LEVEL(exp_f32)(rows * outputs, values);
    for (size_t row = 0; row < rows; row++) {
        float *z = values + row * outputs;
        float sum = 0;
        for (size_t j = 0; j < outputs; j++) sum += z[j];
        float scale = 1 / sum;
        for (size_t j = 0; j < outputs; j++) z[j] *= scale;
    }
}

static void LEVEL(softmax_f32)(size_t rows, size_t outputs, float *values, float factor) {
    size_t block = outputs < BLOCK ? BLOCK / outputs : 1;
    for (size_t row = 0; row < rows; row += block) {
        size_t count = rows - row < block ? rows - row : block;
        float *first = values + row * outputs;
        switch (outputs) {
        case 2: LEVEL(softmax_block)(count, 2, first, factor); break;
        case 3: LEVEL(softmax_block)(count, 3, first, factor); break;
        case 4: LEVEL(softmax_block)(count, 4, first, factor); break;
        default: LEVEL(softmax_block)(count, outputs, first, factor);
        }
    }
}

/// The highest of some numbers; of more than 16 by lanes.
INLINE float LEVEL(highest)(const size_t count, const float *values) {
    float highest = values[0];
    size_t k = 0;
    if (count >= 16) {
        f32x16 lanes = *(const f32x16 *)values;
        for (k = 16; k + 16 <= count; k += 16) {
            lanes = __builtin_elementwise_max(lanes, *(const f32x16 *)(values + k));
        }
        float most[16];
        memcpy(most, &lanes, sizeof most);
        for (size_t lane = 0; lane < 16; lane++) highest = most[lane] > highest ? most[lane] : highest;
    }
    for (; k < count; k++) highest = values[k] > highest ? values[k] : highest;
    return highest;
}

/// The sum of some numbers; of more than 16 by lanes.
INLINE float LEVEL(total)(const size_t count, const float *values) {
    f32x16 lanes = {0};
    size_t k = 0;
    for (; k + 16 <= count; k += 16) lanes += *(const f32x16 *)(values + k);
    float total = k > 0 ? LEVEL(sum)(lanes) : 0;
    for (; k < count; k++) total += values[k];
    return total;
}

INLINE void LEVEL(weighted_block)(size_t rows, const size_t outputs, const size_t stride, const float *weights,
                                  float *values, float *highest, float *sums) {
    for (size_t row = 0; row < rows; row++) {
        float *z = values + row * stride;
        float most = LEVEL(highest)(outputs, z);
        highest[row] = most;
        for (size_t j = 0; j < outputs; j++) z[j] -= most;
        // Of these the exponential is 0.
        for (size_t j = outputs; j < stride; j++) z[j] = -100;
    }
    LEVEL(exp_f32)(rows * stride, values);
    for (size_t row = 0; row < rows; row++) {
        float *z = values + row * stride;
        sums[row] = LEVEL(total)(outputs, z);
        float scale = weights[row] / sums[row];
        for (size_t j = 0; j < outputs; j++) z[j] *= scale;
    }
}

static void LEVEL(weighted_softmax_f32)(size_t rows, size_t outputs, size_t stride, const float *weights,
                                        float *values, float *highest, float *sums) {
    size_t block = stride < BLOCK ? BLOCK / stride : 1;
    for (size_t row = 0; row < rows; row += block) {
        size_t count = rows - row < block ? rows - row : block;
        float *first = values + row * stride;
        if (outputs == 4 && stride == 4) {
            LEVEL(weighted_block)(count, 4, 4, weights + row, first, highest + row, sums + row);
        } else {
            LEVEL(weighted_block)(count, outputs, stride, weights + row, first, highest + row, sums + row);
        }
    }
}

/// -x ln x; 0 for 0. What is no number stays none.
INLINE f32x16 LEVEL(surprise)(f32x16 x) {
    const f32x16 zero = {0};
    i32x16 isNumber = x == x;
    i32x16 terms = (i32x16)(zero - x * LEVEL(log)(x)) & (i32x16)(x > zero);
    return (f32x16)((terms & isNumber) | ((i32x16)x & ~isNumber));
}

INLINE void LEVEL(entropy_block)(size_t rows, const size_t outputs, const float *values, float *out) {
    float terms[BLOCK + 16];
    size_t count = rows * outputs;
    size_t k = 0;
    for (; k + 16 <= count; k += 16) *(f32x16 *)(terms + k) = LEVEL(surprise)(*(const f32x16 *)(values + k));
    if (k < count) {
        f32x16 rest = {0};
        memcpy(&rest, values + k, (count - k) * sizeof *values);
        *(f32x16 *)(terms + k) = LEVEL(surprise)(rest);
    }
    for (size_t row = 0; row < rows; row++) {
        float sum = 0;
        for (size_t j = 0; j < outputs; j++) sum += terms[row * outputs + j];
        out[row] = sum;
    }
}

static void LEVEL(entropy_f32)(size_t rows, size_t outputs, const float *values, float *out) {
    for (size_t row = 0; outputs > BLOCK && row < rows; row++) {
        // A row longer than a block, a part at a time.
        out[row] = 0;
        for (size_t k = 0; k < outputs; k += BLOCK) {
            float part;
            LEVEL(entropy_block)(1, outputs - k < BLOCK ? outputs - k : BLOCK, values + row * outputs + k, &part);
            out[row] += part;
        }
    }
    if (outputs > BLOCK) return;
    size_t block = BLOCK / outputs;
    for (size_t row = 0; row < rows; row += block) {
        size_t count = rows - row < block ? rows - row : block;
        const float *first = values + row * outputs;
        switch (outputs) {
        case 2: LEVEL(entropy_block)(count, 2, first, out + row); break;
        case 3: LEVEL(entropy_block)(count, 3, first, out + row); break;
        case 4: LEVEL(entropy_block)(count, 4, first, out + row); break;
        default: LEVEL(entropy_block)(count, outputs, first, out + row);
        }
    }
}

// MARK: clusters

static void LEVEL(nearest_f32)(size_t rows, size_t centres, const float *products, size_t stride,
                               const float *halfSquares, uint32_t *nearest, float *gains) {
    for (size_t row = 0; row < rows; row++) {
        const float *p = products + row * stride;
        f32x16 best = {0};
        best -= __builtin_inff();
        i32x16 where = {0};
        i32x16 position = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
        // Rows of products and squares are padded to whole vectors; padded squares are infinite.
        for (size_t k = 0; k < centres; k += 16) {
            f32x16 gain = *(const f32x16 *)(p + k) - *(const f32x16 *)(halfSquares + k);
            i32x16 better = gain > best;
            best = (f32x16)(((i32x16)gain & better) | ((i32x16)best & ~better));
            where = (position & better) | (where & ~better);
            position += 16;
        }
        float top = best[0];
        int32_t index = where[0];
        for (int lane = 1; lane < 16; lane++) {
            if (best[lane] > top || (best[lane] == top && where[lane] < index)) {
                top = best[lane];
                index = where[lane];
            }
        }
        nearest[row] = (uint32_t)index;
        gains[row] = top;
    }
}

// MARK: sums of rows

INLINE size_t LEVEL(table_bytes)(const int format) {
    return format == WINNOW_TABLE_F32 ? 4 : format == WINNOW_TABLE_I8 ? 1 : 2;
}

/// Up to 16 numbers of a table, and zeros.
INLINE f32x16 LEVEL(table_part)(const char *source, const int format, size_t count) {
    char part[64] = {0};
    if (count < 16) {
        memcpy(part, source, count * LEVEL(table_bytes)(format));
        source = part;
    }
    if (format == WINNOW_TABLE_F32) {
        f32x16 values;
        memcpy(&values, source, sizeof values);
        return values;
    }
    if (format == WINNOW_TABLE_F16) return LEVEL(widen)((const uint16_t *)source);
    if (format == WINNOW_TABLE_BF16) {
        return (f32x16)(__builtin_convertvector(*(const u16x16 *)source, u32x16) << 16);
    }
    typedef int8_t i8x16 __attribute__((vector_size(16), aligned(1)));
    return __builtin_convertvector(*(const i8x16 *)source, f32x16);
}

/// Some vectors of the sum, of which the last may be a part: each stays in a register until it is done.
INLINE void LEVEL(sum_part)(const size_t vectors, size_t last, size_t count, const int32_t *rows, const float *weights,
                            const char *table, const int format, size_t stride, float *out) {
    const size_t step = 16 * LEVEL(table_bytes)(format);
    f32x16 sums[4] = {{0}};
    for (size_t row = 0; row < count; row++) {
        const char *source = table + (size_t)rows[row] * stride;
#pragma unroll
        for (size_t j = 0; j < vectors; j++) {
            f32x16 values = LEVEL(table_part)(source + j * step, format, j + 1 < vectors ? 16 : last);
            sums[j] = weights ? FUSED(ALL_f32(weights[row]), values, sums[j]) : sums[j] + values;
        }
    }
    for (size_t j = 0; j < vectors; j++) {
        memcpy(out + 16 * j, &sums[j], (j + 1 < vectors ? 16 : last) * sizeof *out);
    }
}

INLINE void LEVEL(sum_format)(size_t count, const int32_t *rows, const float *weights, const char *table,
                              const int format, size_t columns, float *out) {
    const size_t bytes = LEVEL(table_bytes)(format);
    const size_t stride = columns * bytes;
    // Rows lie anywhere: all are asked for before the first is needed.
    for (size_t row = 0; row < count; row++) {
        const char *source = table + (size_t)rows[row] * stride;
        for (size_t offset = 0; offset < stride; offset += 64) __builtin_prefetch(source + offset);
    }
    size_t k = 0;
    for (; k + 64 <= columns; k += 64) {
        LEVEL(sum_part)(4, 16, count, rows, weights, table + k * bytes, format, stride, out + k);
    }
    for (; k < columns; k += 16) {
        const size_t last = columns - k < 16 ? columns - k : 16;
        LEVEL(sum_part)(1, last, count, rows, weights, table + k * bytes, format, stride, out + k);
    }
}

static void LEVEL(sum_rows)(size_t count, const int32_t *rows, const float *weights, const void *table, int format,
                            size_t columns, float *out) {
    switch (format) {
        case WINNOW_TABLE_F32:
            LEVEL(sum_format)(count, rows, weights, table, WINNOW_TABLE_F32, columns, out);
            break;
        case WINNOW_TABLE_F16:
            LEVEL(sum_format)(count, rows, weights, table, WINNOW_TABLE_F16, columns, out);
            break;
        case WINNOW_TABLE_BF16:
            LEVEL(sum_format)(count, rows, weights, table, WINNOW_TABLE_BF16, columns, out);
            break;
        default: LEVEL(sum_format)(count, rows, weights, table, WINNOW_TABLE_I8, columns, out);
    }
}

const winnow_dense_kernels LEVEL(dense_kernels) = {
    .is_fused = IS_FUSED,
    .few_f32 = LEVEL(few_f32),
    .few_f16 = LEVEL(few_f16),
    .product_f32 = LEVEL(product_f32),
    .product_f64 = LEVEL(product_f64),
    .sparse_f32 = LEVEL(sparse_f32),
    .widen = LEVEL(widen_rows),
    .exp_f32 = LEVEL(exp_f32),
    .softmax_f32 = LEVEL(softmax_f32),
    .weighted_softmax_f32 = LEVEL(weighted_softmax_f32),
    .entropy_f32 = LEVEL(entropy_f32),
    .nearest_f32 = LEVEL(nearest_f32),
    .sum_rows = LEVEL(sum_rows),
};
