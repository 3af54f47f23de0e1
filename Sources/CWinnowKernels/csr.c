#include "CWinnowKernels.h"

#include <string.h>

#pragma STDC FP_CONTRACT OFF

// Where the loader can choose, a second copy for wider registers. It rounds in the same places, so the bits are the same.
#if defined(__x86_64__) && defined(__GLIBC__)
#define WIDE_WHERE_POSSIBLE __attribute__((target_clones("avx2", "default")))
#else
#define WIDE_WHERE_POSSIBLE
#endif

// The lanes of one output row are independent sums, so a vector of them needs no reduction and keeps the order of
// addition of the naive loop. Two accumulators hide the latency of the addition; they are added once, at the end.

typedef float f32x4 __attribute__((vector_size(16), aligned(4)));
typedef double f64x2 __attribute__((vector_size(16), aligned(8)));
typedef double f64x4 __attribute__((vector_size(32), aligned(8)));

#define DEFINE_TIMES_TABLE(NAME, SCALAR, VECTOR, WIDTH)                                                            \
    static inline void NAME(uint64_t begin, uint64_t end, const uint32_t *columns, const float *values,            \
                            const SCALAR *table, size_t stride, SCALAR *out) {                                     \
        VECTOR even = {0};                                                                                         \
        VECTOR odd = {0};                                                                                          \
        uint64_t k = begin;                                                                                        \
        for (; k + 1 < end; k += 2) {                                                                              \
            even += (SCALAR)values[k] * *(const VECTOR *)(table + (size_t)columns[k] * stride);                    \
            odd += (SCALAR)values[k + 1] * *(const VECTOR *)(table + (size_t)columns[k + 1] * stride);             \
        }                                                                                                          \
        if (k < end) even += (SCALAR)values[k] * *(const VECTOR *)(table + (size_t)columns[k] * stride);           \
        *(VECTOR *)out = even + odd;                                                                               \
    }

DEFINE_TIMES_TABLE(row_times_f32x4, float, f32x4, 4)
DEFINE_TIMES_TABLE(row_times_f64x2, double, f64x2, 2)
DEFINE_TIMES_TABLE(row_times_f64x4, double, f64x4, 4)
DEFINE_TIMES_TABLE(row_times_f32, float, float, 1)
DEFINE_TIMES_TABLE(row_times_f64, double, double, 1)

static inline void row_times_f32x2(uint64_t begin, uint64_t end, const uint32_t *columns, const float *values,
                                   const float *table, float *out) {
    float sums[4] = {0};
    uint64_t k = begin;
    for (; k + 1 < end; k += 2) {
        for (size_t j = 0; j < 2; j++) {
            sums[j] += values[k] * table[(size_t)columns[k] * 2 + j];
            sums[2 + j] += values[k + 1] * table[(size_t)columns[k + 1] * 2 + j];
        }
    }
    for (size_t j = 0; j < 2; j++) {
        if (k < end) sums[j] += values[k] * table[(size_t)columns[k] * 2 + j];
        out[j] = sums[j] + sums[2 + j];
    }
}

WIDE_WHERE_POSSIBLE
void winnow_csr_times_table_f32(size_t first, size_t last, const uint64_t *rowOffsets, const uint32_t *columns,
                                const float *values, const float *table, size_t stride, float *out) {
    for (size_t row = first; row < last; row++, out += stride) {
        uint64_t begin = rowOffsets[row];
        uint64_t end = rowOffsets[row + 1];
        if (stride == 1) {
            row_times_f32(begin, end, columns, values, table, 1, out);
        } else if (stride == 2) {
            row_times_f32x2(begin, end, columns, values, table, out);
        } else {
            for (size_t j = 0; j < stride; j += 4) {
                row_times_f32x4(begin, end, columns, values, table + j, stride, out + j);
            }
        }
    }
}

WIDE_WHERE_POSSIBLE
void winnow_csr_times_table_f64(size_t first, size_t last, const uint64_t *rowOffsets, const uint32_t *columns,
                                const float *values, const double *table, size_t stride, double *out) {
    for (size_t row = first; row < last; row++, out += stride) {
        uint64_t begin = rowOffsets[row];
        uint64_t end = rowOffsets[row + 1];
        if (stride == 1) {
            row_times_f64(begin, end, columns, values, table, 1, out);
        } else if (stride == 2) {
            row_times_f64x2(begin, end, columns, values, table, 2, out);
        } else {
            for (size_t j = 0; j < stride; j += 4) {
                row_times_f64x4(begin, end, columns, values, table + j, stride, out + j);
            }
        }
    }
}

// An entry holds the column above WINNOW_COUNT_BITS bits of count. One load an entry: the pool is scored after each label,
// and that is bound by memory.

#define COLUMN(ENTRY) ((size_t)((ENTRY) >> WINNOW_COUNT_BITS))
#define FACTOR(ENTRY) factors[(ENTRY) & ((1u << WINNOW_COUNT_BITS) - 1)]

static inline void counts_times_f32x4(uint64_t begin, uint64_t end, const uint32_t *entries, const float *factors,
                                      float scale, const float *table, size_t stride, float *out) {
    f32x4 even = {0};
    f32x4 odd = {0};
    uint64_t k = begin;
    for (; k + 1 < end; k += 2) {
        even += FACTOR(entries[k]) * *(const f32x4 *)(table + COLUMN(entries[k]) * stride);
        odd += FACTOR(entries[k + 1]) * *(const f32x4 *)(table + COLUMN(entries[k + 1]) * stride);
    }
    if (k < end) even += FACTOR(entries[k]) * *(const f32x4 *)(table + COLUMN(entries[k]) * stride);
    *(f32x4 *)out = scale * (even + odd);
}

static inline void counts_times_f32(uint64_t begin, uint64_t end, const uint32_t *entries, const float *factors,
                                    float scale, const float *table, size_t stride, float *out) {
    for (size_t j = 0; j < stride; j++) {
        float even = 0;
        float odd = 0;
        uint64_t k = begin;
        for (; k + 1 < end; k += 2) {
            even += FACTOR(entries[k]) * table[COLUMN(entries[k]) * stride + j];
            odd += FACTOR(entries[k + 1]) * table[COLUMN(entries[k + 1]) * stride + j];
        }
        if (k < end) even += FACTOR(entries[k]) * table[COLUMN(entries[k]) * stride + j];
        out[j] = scale * (even + odd);
    }
}

WIDE_WHERE_POSSIBLE
void winnow_counts_times_table_f32(size_t first, size_t last, const uint64_t *rowOffsets, const uint32_t *entries,
                                   const float *scales, const float *factors, const float *table, size_t stride,
                                   float *out) {
    for (size_t row = first; row < last; row++, out += stride) {
        uint64_t begin = rowOffsets[row];
        uint64_t end = rowOffsets[row + 1];
        if (stride <= 2) {
            counts_times_f32(begin, end, entries, factors, scales[row], table, stride, out);
        } else {
            for (size_t j = 0; j < stride; j += 4) {
                counts_times_f32x4(begin, end, entries, factors, scales[row], table + j, stride, out + j);
            }
        }
    }
}

WIDE_WHERE_POSSIBLE
void winnow_csr_transposed_times_rows_f64(size_t first, size_t last, const uint64_t *rowOffsets,
                                          const uint32_t *columns, const float *values, const double *rows,
                                          size_t stride, double *table) {
    for (size_t row = first; row < last; row++) {
        const double *source = rows + row * stride;
        for (uint64_t k = rowOffsets[row]; k < rowOffsets[row + 1]; k++) {
            double value = values[k];
            double *target = table + (size_t)columns[k] * stride;
            if (stride == 1) {
                target[0] += value * source[0];
            } else if (stride == 2) {
                *(f64x2 *)target += value * *(const f64x2 *)source;
            } else {
                for (size_t j = 0; j < stride; j += 4) {
                    *(f64x4 *)(target + j) += value * *(const f64x4 *)(source + j);
                }
            }
        }
    }
}
