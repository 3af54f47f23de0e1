#ifndef WINNOW_DENSE_H
#define WINNOW_DENSE_H

#include <stddef.h>
#include <stdint.h>

// Dense rows, row-major: n rows, d columns, m outputs. Strides count elements.
//
// Each number is summed in one order that depends on the shapes alone. Where the processor multiplies and adds with one
// rounding (x86-64 since 2013, all arm64) every level gives the same bits, on any number of threads.

/// One kind of processor's kernels.
typedef struct {
    /// Whether products are added with one rounding.
    int is_fused;
    /// out(n, m) = X(n, d) * transpose(T(m, d)): inner products by 16 lanes, for few outputs. Rows of T are padded with
    /// zeros to a multiple of 16.
    void (*few_f32)(size_t rows, size_t columns, const float *x, size_t stride, size_t outputs, const float *table,
                    size_t tableStride, float *out, size_t outStride);
    /// The same of rows in half precision.
    void (*few_f16)(size_t rows, size_t columns, const uint16_t *x, size_t stride, size_t outputs, const float *table,
                    size_t tableStride, float *out, size_t outStride);
    /// C(rows, outputs) = A(rows, inner) * B(inner, outputs), or added to C where `adds`. An element of A lies at
    /// `row * aRow + k * aInner`. `outputs` is a multiple of 16 (8 in double precision).
    void (*product_f32)(size_t rows, size_t inner, size_t outputs, const float *a, size_t aRow, size_t aInner,
                        const float *b, size_t bRow, float *c, size_t cRow, int adds);
    void (*product_f64)(size_t rows, size_t inner, size_t outputs, const double *a, size_t aRow, size_t aInner,
                        const double *b, size_t bRow, double *c, size_t cRow, int adds);
    /// out(n, stride) = X(n, d) * table(d, stride) of sparse rows (CSR); `stride` is a multiple of 16.
    void (*sparse_f32)(size_t rows, const uint64_t *rowOffsets, const uint32_t *columns, const float *values,
                       const float *table, size_t stride, float *out);
    /// Half precision to single.
    void (*widen)(size_t count, const uint16_t *source, float *target);
    /// e^x in place, to 2 units in the last place.
    void (*exp_f32)(size_t count, float *values);
    /// Rows of m logits to probabilities in place: softmax(factor * z).
    void (*softmax_f32)(size_t rows, size_t outputs, float *values, float factor);
    /// Rows of m logits, `stride` apart, to weight * softmax(z) in place; what lies behind the m becomes 0. With the highest
    /// logit of each row and the sum of e^(z - highest).
    void (*weighted_softmax_f32)(size_t rows, size_t outputs, size_t stride, const float *weights, float *values,
                                 float *highest, float *sums);
    /// Of rows of m probabilities, in nats; a row with what is no number has none.
    void (*entropy_f32)(size_t rows, size_t outputs, const float *values, float *out);
    /// For each row the centre of the largest `product - halfSquare`, that is the nearest, the first of equals, and that
    /// number. Rows of products and `halfSquares` are padded to a multiple of 16, the latter with infinity.
    void (*nearest_f32)(size_t rows, size_t centres, const float *products, size_t stride, const float *halfSquares,
                        uint32_t *nearest, float *gains);
    /// out(d) = the sum of some rows of a table, in the order given, each times its weight, or itself without weights.
    /// Rows of d numbers lie one behind the other, at any address.
    void (*sum_rows)(size_t count, const int32_t *rows, const float *weights, const void *table, int format,
                     size_t columns, float *out);
} winnow_dense_kernels;

/// Formats of tables.
enum { WINNOW_TABLE_F32, WINNOW_TABLE_F16, WINNOW_TABLE_BF16, WINNOW_TABLE_I8 };

/// Kernels from the plainest on; NULL where this processor or this build has none of that level.
const winnow_dense_kernels *winnow_dense_kernels_at(int level);

#define WINNOW_DENSE_LEVELS 3

/// Single precision to half, to the nearest, ties to even.
void winnow_narrow(size_t count, const float *source, uint16_t *target);

#endif
