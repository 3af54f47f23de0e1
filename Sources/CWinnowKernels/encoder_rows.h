// Embedding, normalisation and pooling. Part of encoder_template.h.

static void ENCODER(embed)(size_t count, const int32_t *ids, const void *words, int format, size_t width,
                           const float *positions, size_t positionStride, float *x, size_t stride) {
    const size_t bytes = format == WINNOW_FORMAT_F32 ? 4 : 2;
    for (size_t token = 0; token < count; token++) {
        const char *word = (const char *)words + (size_t)ids[token] * width * bytes;
        const float *position = positions + token * positionStride;
        float *out = x + token * stride;
        for (size_t k = 0; k < width; k += 16) {
            size_t part = width - k < 16 ? width - k : 16;
            // Rows of positions and of x are padded, those of words are not.
            f32x16 values = ENCODER(widen_part)(word + k * bytes, format, part);
            *(f32x16 *)(out + k) = values + *(const f32x16 *)(position + k);
        }
    }
}

/// The mean of a row, and the reciprocal of the root of its variance plus epsilon. Two sums at a time hide how long an
/// addition takes.
INLINE void ENCODER(moments)(size_t width, const float *x, float epsilon, f32x16 *mean, f32x16 *factor) {
    const size_t whole = width / 32 * 32;
    f32x16 lanes[2] = {{0}};
    size_t k = 0;
    for (; k < whole; k += 32) {
        lanes[0] += *(const f32x16 *)(x + k);
        lanes[1] += *(const f32x16 *)(x + k + 16);
    }
    // Behind the width the row is 0.
    for (; k < width; k += 16) lanes[0] += *(const f32x16 *)(x + k);
    *mean += ENCODER(sum)(lanes[0] + lanes[1]) / (float)width;
    f32x16 squares[2] = {{0}};
    for (k = 0; k < whole; k += 32) {
UNROLL
        for (size_t i = 0; i < 2; i++) {
            f32x16 centred = *(const f32x16 *)(x + k + 16 * i) - *mean;
            squares[i] = FUSED(centred, centred, squares[i]);
        }
    }
    for (; k < width; k += 16) {
        f32x16 centred = *(const f32x16 *)(x + k) - *mean;
        if (width - k < 16) centred = (f32x16)((u32x16)centred & ENCODER(first_lanes)(width - k));
        squares[0] = FUSED(centred, centred, squares[0]);
    }
    *factor += 1 / __builtin_sqrtf(ENCODER(sum)(squares[0] + squares[1]) / (float)width + epsilon);
}

static void ENCODER(normalize)(size_t rows, size_t width, float *x, size_t stride, const float *scale,
                               const float *shift, float epsilon, void *copy) {
    for (size_t row = 0; row < rows; row++, x += stride) {
        f32x16 mean = {0};
        f32x16 factor = {0};
        ENCODER(moments)(width, x, epsilon, &mean, &factor);
        for (size_t k = 0; k < width; k += 16) {
            f32x16 centred = (*(const f32x16 *)(x + k) - mean) * factor;
            // Behind the width scale and shift are 0.
            f32x16 value = FUSED(centred, *(const f32x16 *)(scale + k), *(const f32x16 *)(shift + k));
            *(f32x16 *)(x + k) = value;
            if (copy) ENCODER(store)((activation *)copy + row * stride + k, value);
        }
    }
}

/// 16 numbers of the pooled vector.
INLINE f32x16 ENCODER(pooled)(size_t rows, const float *x, size_t stride, int how) {
    f32x16 value = *(const f32x16 *)x;
    if (how == WINNOW_POOL_FIRST) return value;
    if (how == WINNOW_POOL_MAX) {
        for (size_t row = 1; row < rows; row++) {
            value = ENCODER(max)(value, *(const f32x16 *)(x + row * stride));
        }
        return value;
    }
    for (size_t row = 1; row < rows; row++) value += *(const f32x16 *)(x + row * stride);
    return value / (float)rows;
}

static void ENCODER(pool)(size_t rows, size_t width, const float *x, size_t stride, int how, int unitLength,
                          float *out) {
    f32x16 squares = {0};
    for (size_t k = 0; k < width; k += 16) {
        size_t part = width - k < 16 ? width - k : 16;
        // What lies behind the width is 0, and so are its mean and highest.
        f32x16 value = ENCODER(pooled)(rows, x + k, stride, how);
        squares = FUSED(value, value, squares);
        memcpy(out + k, &value, part * sizeof *out);
    }
    if (!unitLength) return;
    float length = __builtin_sqrtf(ENCODER(sum)(squares));
    float factor = 1 / (length > 1e-12f ? length : 1e-12f);
    for (size_t k = 0; k < width; k++) out[k] *= factor;
}
