#ifndef WINNOW_ENCODER_H
#define WINNOW_ENCODER_H

#include <stddef.h>
#include <stdint.h>

// Encoders of the BERT family: t tokens of a chunk, h numbers of a token, sequences one after another without padding.
//
// Rows are row-major. Strides count elements and are at least the width rounded up to WINNOW_ENCODER_PAD; what lies
// behind the numbers of a single precision row is 0 and stays so. Each number is summed in one order that depends on
// the widths and on its own sequence's length alone, so it has the same bits whatever else is in the chunk.

/// How many numbers the rows of activations are padded to.
#define WINNOW_ENCODER_PAD 32

/// Formats of stored weights.
enum { WINNOW_FORMAT_F32, WINNOW_FORMAT_F16, WINNOW_FORMAT_BF16 };

/// What becomes of a product: stored as activations, bare or through a function, or added to single precision rows.
enum { WINNOW_STORE, WINNOW_STORE_GELU, WINNOW_STORE_GELU_TANH, WINNOW_STORE_RELU, WINNOW_ADD };

/// Ways to make one vector of a sequence's rows.
enum { WINNOW_POOL_MEAN, WINNOW_POOL_FIRST, WINNOW_POOL_MAX };

/// f(A(rows, inner) * transpose(W(outputs, inner)) + bias).
typedef struct {
    size_t rows, inner, outputs;
    /// Activations; an odd one is followed by a 0.
    const void *a;
    size_t aStride;
    /// W by panels, and the bias padded with zeros to whole panels.
    const void *panels;
    const float *bias;
    int then;
    /// Activations, or single precision for WINNOW_ADD; at least as wide as the panels.
    void *out;
    size_t outStride;
    /// Of products of bytes alone: the scale of each row of A and the byte that stands for its 0, the scale of each
    /// output and the sum of its weights.
    const float *rowScales, *scales;
    const int32_t *rowZeros, *sums;
} winnow_encoder_linear;

/// Attention within one sequence: softmax2(Q * transpose(K) + R) * V for each head, where softmax2 is of powers of 2:
/// the scale and log2(e) are in the weights that Q and R come from.
typedef struct {
    /// `headWidth` is even.
    size_t length, heads, headWidth;
    /// Activations (length, stride): the queries of all heads, from `keys` on the keys, from `values` on the values.
    const void *rows;
    size_t stride, keys, values;
    /// By head, what is added to a score for the key's position less the query's: `relative[head * relativeStride]`
    /// belongs to 0, and there are length - 1 on either side. NULL where nothing is added.
    const float *relative;
    size_t relativeStride;
    /// Activations (length, outStride).
    void *out;
    size_t outStride;
    /// Of `attention_bytes`, aligned to 64.
    void *scratch;
} winnow_encoder_attention;

/// One kind of processor's kernels in one precision.
typedef struct {
    /// Outputs of a panel of packed weights.
    size_t panel;
    /// Numbers of the inner dimension that lie together; it is padded to a multiple.
    size_t unit;
    /// Bytes of a packed weight and of an activation; where both have 4, activations are the single precision rows.
    size_t weight_bytes, activation_bytes;
    /// Packs W(count, inner) as the outputs from `first` on, times `scale`. `panels` held zeros before. Rows of the
    /// source lie one behind the other, at any address. Returns whether all are finite.
    int (*pack)(size_t first, size_t count, size_t inner, const void *source, int format, float scale, void *panels);
    void (*linear)(const winnow_encoder_linear *task);
    /// Rows of activations as bytes, what they are to be multiplied by, and the byte of 0. Rows of `out` are padded to
    /// 16.
    void (*quantize)(size_t rows, size_t width, const void *a, size_t stride, uint8_t *out, size_t outStride,
                     float *scales, int32_t *zeros);
    /// As `pack`, in bytes: rows of W by outputs, in units of 4. `scales` and `sums` are of all outputs.
    int (*pack_bytes)(size_t first, size_t count, size_t inner, const void *source, int format, float scale,
                      void *panels, float *scales, int32_t *sums);
    /// As `linear`, where A is of `quantize`, and W, `scales` and `sums` of `pack_bytes`.
    void (*linear_of_bytes)(const winnow_encoder_linear *task);
    size_t (*attention_bytes)(size_t length, size_t headWidth);
    void (*attention)(const winnow_encoder_attention *task);
    /// x(count, stride) = words[ids] + positions(count, width). The table lies at any address.
    void (*embed)(size_t count, const int32_t *ids, const void *words, int format, size_t width,
                  const float *positions, size_t positionStride, float *x, size_t stride);
    /// Rows of x to mean 0 and variance 1, times `scale`, plus `shift`; in place, and as activations to `copy` unless
    /// that is NULL. Source: Ba, Kiros and Hinton 2016.
    void (*normalize)(size_t rows, size_t width, float *x, size_t stride, const float *scale, const float *shift,
                      float epsilon, void *copy);
    /// One vector of the rows of a sequence, of length 1 if `unitLength`.
    void (*pool)(size_t rows, size_t width, const float *x, size_t stride, int how, int unitLength, float *out);
} winnow_encoder_kernels;

/// 0 plain, 1 AVX2, 2 AVX-512, 3 AVX-512 with bf16.
#define WINNOW_ENCODER_LEVELS 4

/// Kernels from the plainest on, NULL where this processor or this build has none of that level. With `bf16` weights
/// and activations are rounded to bf16 and sums are single precision.
///
/// A pair of products is added in the order of the instruction of level 3 (the odd one first, each with one rounding),
/// so the levels with FMA give the same bits but for subnormal numbers, which the instruction takes as 0.
const winnow_encoder_kernels *winnow_encoder_kernels_at(int level, int bf16);

#endif
