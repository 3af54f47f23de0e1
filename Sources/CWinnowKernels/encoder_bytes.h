// Products of 8 bits: an output's weights are scaled to -127 … 127 by their greatest magnitude, a row of activations to
// 0 … 255 by its least and its greatest number. Sums are integers, hence exact, and every level has the same bits. Part
// of encoder_template.h.
//
// A panel is (units of 4, PANEL, 4). Which byte stands for 0 differs by row; what that adds to a sum is known from the
// sum of the output's weights.

/// 16 activations in single precision.
INLINE f32x16 ENCODER(load)(const activation *row) {
#ifdef ENCODER_DOT
    return (f32x16)(__builtin_convertvector(*(const u16x16 *)row, u32x16) << 16);
#else
    return *(const f32x16 *)row;
#endif
}

INLINE f32x16 ENCODER(magnitude)(f32x16 x) {
    return (f32x16)((u32x16)x & 0x7fffffffu);
}

/// To integers, to the nearest, ties to even; up to 2^22.
INLINE i32x16 ENCODER(nearest)(f32x16 x) {
    return (i32x16)(x + 0x1.8p23f) - (i32x16)ALL(0x1.8p23f);
}

static void ENCODER(quantize)(size_t rows, size_t width, const void *a, size_t stride, uint8_t *out, size_t outStride,
                              float *scales, int32_t *zeros) {
    typedef uint8_t u8x16 __attribute__((vector_size(16), aligned(1)));
    const size_t whole = width / 16 * 16;
    for (size_t row = 0; row < rows; row++) {
        const activation *x = (const activation *)a + row * stride;
        f32x16 last = {0};
        if (whole < width) last = (f32x16)((u32x16)ENCODER(load)(x + whole) & ENCODER(first_lanes)(width - whole));
        // 0 has a byte, so both are on either side of it.
        f32x16 most = ENCODER(max)(last, ALL(0.0f));
        f32x16 least = ENCODER(max)(-last, ALL(0.0f));
        for (size_t k = 0; k < whole; k += 16) {
            most = ENCODER(max)(most, ENCODER(load)(x + k));
            least = ENCODER(max)(least, -ENCODER(load)(x + k));
        }
        const float lowest = ENCODER(highest)(least);
        const float range = ENCODER(highest)(most) + lowest;
        f32x16 factor = {0};
        factor += range > 0x1p-100f ? 255 / range : 0;
        const int32_t zero = ENCODER(nearest)(factor * lowest)[0];
        scales[row] = range / 255;
        zeros[row] = zero;
        for (size_t k = 0; k < width; k += 16) {
            i32x16 numbers = ENCODER(nearest)((k < whole ? ENCODER(load)(x + k) : last) * factor) + zero;
            // The greatest may be rounded up twice.
            numbers = (numbers & (numbers <= 255)) | (255 & (numbers > 255));
            *(u8x16 *)(out + row * outStride + k) = __builtin_convertvector(numbers, u8x16);
        }
    }
}

static int ENCODER(pack_bytes)(size_t first, size_t count, size_t inner, const void *source, int format, float scale,
                               void *panels, float *scales, int32_t *sums) {
    const size_t bytes = format == WINNOW_FORMAT_F32 ? 4 : 2;
    const size_t units = (inner + 3) / 4;
    f32x16 odd = {0};
    for (size_t row = 0; row < count; row++) {
        const char *start = (const char *)source + row * inner * bytes;
        f32x16 most = {0};
        for (size_t k = 0; k < inner; k += 16) {
            f32x16 values = ENCODER(widen_part)(start + k * bytes, format, inner - k) * scale;
            odd += values * 0.0f;
            most = ENCODER(max)(most, ENCODER(magnitude)(values));
        }
        const float highest = ENCODER(highest)(most);
        const size_t output = first + row;
        int8_t *panel = (int8_t *)panels + output / PANEL * PANEL * 4 * units + output % PANEL * 4;
        int32_t sum = 0;
        for (size_t k = 0; k < inner; k += 16) {
            f32x16 values = ENCODER(widen_part)(start + k * bytes, format, inner - k) * scale;
            i32x16 numbers = ENCODER(nearest)(values * (highest > 0x1p-100f ? 127 / highest : 0));
            for (size_t i = 0; i < 16 && k + i < inner; i++) {
                panel[(k + i) / 4 * PANEL * 4 + (k + i) % 4] = (int8_t)numbers[i];
                sum += (int8_t)numbers[i];
            }
        }
        scales[output] = highest / 127;
        sums[output] = sum;
    }
    return ENCODER(sum)(odd) == 0;
}

/// sums + a(4) * panel(PANEL, 4).
INLINE i32x16 ENCODER(dot_bytes)(i32x16 sums, const uint8_t *a, i32x16 weights) {
#ifdef ENCODER_DOT
    uint32_t four;
    memcpy(&four, a, sizeof four);
    typedef int ENCODER(quads) __attribute__((vector_size(64)));
    return (i32x16)__builtin_ia32_vpdpbusd512((ENCODER(quads))sums, (ENCODER(quads))ALL_BITS(four),
                                              (ENCODER(quads))weights);
#else
    // Shifts take the sign along.
    sums += (weights << 24 >> 24) * a[0];
    sums += (weights << 16 >> 24) * a[1];
    sums += (weights << 8 >> 24) * a[2];
    return sums + (weights >> 24) * a[3];
#endif
}

/// tile(rows, PANEL) = A(rows, units * 4) * panel, integers.
INLINE void ENCODER(tile_of_bytes)(const size_t rows, size_t units, const uint8_t *a, size_t stride,
                                   const int8_t *panel, int32_t *tile, ENCODER(ahead) ahead) {
    i32x16 sums[TILE_ROWS][PANEL_VECTORS] = {{{0}}};
    for (size_t u = 0; u < units;) {
        for (size_t line = 0; line < ahead.lines; line++, ahead.start += 64) __builtin_prefetch(ahead.start, 0, 2);
        size_t end = units - u < BLOCK ? units : u + BLOCK;
        for (; u < end; u++, panel += 4 * PANEL, a += 4) {
            i32x16 weights[PANEL_VECTORS];
UNROLL
            for (size_t v = 0; v < PANEL_VECTORS; v++) weights[v] = *(const i32x16 *)(panel + 64 * v);
UNROLL
            for (size_t i = 0; i < rows; i++) {
UNROLL
                for (size_t v = 0; v < PANEL_VECTORS; v++) {
                    sums[i][v] = ENCODER(dot_bytes)(sums[i][v], a + i * stride, weights[v]);
                }
            }
        }
    }
UNROLL
    for (size_t i = 0; i < rows; i++) {
UNROLL
        for (size_t v = 0; v < PANEL_VECTORS; v++) *(i32x16 *)(tile + i * PANEL + 16 * v) = sums[i][v];
    }
}

/// A tile's sums less what 0 adds to them, by both scales, plus the bias.
INLINE void ENCODER(scale_tile)(size_t rows, const int32_t *sums, float *tile, const winnow_encoder_linear *task,
                                size_t row, size_t column) {
    for (size_t i = 0; i < rows; i++) {
UNROLL
        for (size_t v = 0; v < PANEL_VECTORS; v++) {
            const size_t at = column + 16 * v;
            i32x16 zero = *(const i32x16 *)(task->sums + at) * task->rowZeros[row + i];
            f32x16 sum = __builtin_convertvector(*(const i32x16 *)(sums + i * PANEL + 16 * v) - zero, f32x16);
            f32x16 scale = *(const f32x16 *)(task->scales + at) * task->rowScales[row + i];
            *(f32x16 *)(tile + i * PANEL + 16 * v) = sum * scale + *(const f32x16 *)(task->bias + at);
        }
    }
}

#define TILE_CASE(ROWS)                                                                                            \
    case ROWS:                                                                                                     \
        ENCODER(tile_of_bytes)(ROWS, units, a, stride, panel, tile, ahead);                                        \
        break;

/// The instruction makes it worth having all heights; without it one row at a time goes as fast as any.
static void ENCODER(any_tile_of_bytes)(size_t rows, size_t units, const uint8_t *a, size_t stride,
                                       const int8_t *panel, int32_t *tile, ENCODER(ahead) ahead) {
#ifdef ENCODER_DOT
    switch (rows) {
        TILE_CASE(1)
        TILE_CASE(2)
        TILE_CASE(3)
        TILE_CASE(4)
        TILE_CASE(5)
        TILE_CASE(6)
        TILE_CASE(7)
        TILE_CASE(8)
        TILE_CASE(9)
        TILE_CASE(10)
        TILE_CASE(11)
        TILE_CASE(12)
        TILE_CASE(13)
        TILE_CASE(14)
    }
#else
    for (size_t i = 0; i < rows; i++) {
        ENCODER(tile_of_bytes)(1, units, a + i * stride, stride, panel, tile + i * PANEL, ahead);
    }
#endif
}

static void ENCODER(linear_of_bytes)(const winnow_encoder_linear *task) {
    _Alignas(64) int32_t sums[TILE_ROWS * PANEL];
    _Alignas(64) float tile[TILE_ROWS * PANEL];
    const size_t units = (task->inner + 3) / 4;
    const size_t tiles = (task->rows + TILE_ROWS - 1) / TILE_ROWS;
    const int8_t *panel = task->panels;
    ENCODER(ahead) ahead = {NULL, tiles > 0 ? (BLOCK * PANEL * 4 / 64 + tiles - 1) / tiles : 0};
    for (size_t column = 0; column < task->outputs; column += PANEL, panel += PANEL * 4 * units) {
        // Behind the last panel lies what is wanted next; beyond the end nothing is read.
        ahead.start = (const char *)((uintptr_t)panel + PANEL * 4 * units);
        for (size_t row = 0; row < task->rows;) {
            size_t rows = ENCODER(tile_height)(task->rows - row);
            const uint8_t *a = (const uint8_t *)task->a + row * task->aStride;
            ENCODER(any_tile_of_bytes)(rows, units, a, task->aStride, panel, sums, ahead);
            ENCODER(scale_tile)(rows, sums, tile, task, row, column);
            ENCODER(finish_tile)(rows, tile, task, row, column);
            row += rows;
            ahead.start += 64 * ahead.lines * (units / BLOCK);
        }
    }
}
#undef TILE_CASE
