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
            *(f32x16 *)(out + k) = ENCODER(widen_part)(word + k * bytes, format, part) + *(const f32x16 *)(position + k);
        }
    }
}

static void ENCODER(normalize)(size_t rows, size_t width, float *x, size_t stride, const float *scale,
                               const float *shift, float epsilon, void *copy) {
    const size_t rest = width % 16;
    const u32x16 last = ENCODER(first_lanes)(rest > 0 ? rest : 16);
    for (size_t row = 0; row < rows; row++, x += stride) {
        f32x16 lanes = {0};
        for (size_t k = 0; k < width; k += 16) lanes += *(const f32x16 *)(x + k);
        f32x16 mean = {0};
        mean += ENCODER(sum)(lanes) / (float)width;
        f32x16 squares = {0};
        for (size_t k = 0; k < width; k += 16) {
            f32x16 centred = *(const f32x16 *)(x + k) - mean;
            if (width - k < 16) centred = (f32x16)((u32x16)centred & last);
            squares = FUSED(centred, centred, squares);
        }
        f32x16 factor = {0};
        factor += 1 / __builtin_sqrtf(ENCODER(sum)(squares) / (float)width + epsilon);
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
            value = __builtin_elementwise_max(value, *(const f32x16 *)(x + row * stride));
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
