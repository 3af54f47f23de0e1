#ifndef C_WINNOW_KERNELS_H
#define C_WINNOW_KERNELS_H

#include <stddef.h>
#include <stdint.h>

#include "WinnowDense.h"
#include "WinnowEncoder.h"

// Sparse rows (CSR) by dense tables. Shapes: n rows, d columns, m outputs.
//
// A table is row-major (d, stride) with stride >= m, padded with zeros; stride is 1, 2 or a multiple of 4.
// Products are never fused into the sums (no FMA), so every processor gives the same bits.

/// out(n, stride) = X(n, d) * table(d, stride), for the rows `first ..< last`; `out` starts at row `first`.
void winnow_csr_times_table_f32(size_t first, size_t last, const uint64_t *rowOffsets, const uint32_t *columns,
                                const float *values, const float *table, size_t stride, float *out);

/// Bits of an entry that hold its count; its column lies above them.
#define WINNOW_COUNT_BITS 10

/// out(n, stride) = C(n, d) * table(d, stride), for the rows `first ..< last`, where C(i, j) is `scales[i]` times
/// `factors[count of the entry]`; `factors` has 2^WINNOW_COUNT_BITS numbers.
void winnow_counts_times_table_f32(size_t first, size_t last, const uint64_t *rowOffsets, const uint32_t *entries,
                                   const float *scales, const float *factors, const float *table, size_t stride,
                                   float *out);

/// out(n, stride) = X(n, d) * table(d, stride) in double precision; the values of X stay single.
void winnow_csr_times_table_f64(size_t first, size_t last, const uint64_t *rowOffsets, const uint32_t *columns,
                                const float *values, const double *table, size_t stride, double *out);

/// table(d, stride) += transpose(X)(d, n) * rows(n, stride), for the rows `first ..< last`.
void winnow_csr_transposed_times_rows_f64(size_t first, size_t last, const uint64_t *rowOffsets,
                                          const uint32_t *columns, const float *values, const double *rows,
                                          size_t stride, double *table);

#endif
