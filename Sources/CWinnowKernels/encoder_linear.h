// Packing of weights and products by them. Part of encoder_template.h.

/// 16 weights in their packed precision, in the lower halves if that is bf16.
INLINE void ENCODER(pack_part)(f32x16 values, size_t count, size_t column, size_t k, weight *panel) {
#ifdef ENCODER_BF16
    u32x16 rounded = ENCODER(round_bits)(values) >> 16;
    uint32_t numbers[16];
#else
    f32x16 rounded = values;
    float numbers[16];
#endif
    memcpy(numbers, &rounded, sizeof numbers);
    for (size_t i = 0; i < count; i++) {
        panel[((k + i) / UNIT * PANEL + column) * UNIT + (k + i) % UNIT] = (weight)numbers[i];
    }
}

static int ENCODER(pack)(size_t first, size_t count, size_t inner, const void *source, int format, float scale,
                         void *panels) {
    size_t bytes = format == WINNOW_FORMAT_F32 ? 4 : 2;
    size_t units = (inner + UNIT - 1) / UNIT;
    f32x16 odd = {0};
    for (size_t row = 0; row < count; row++) {
        size_t output = first + row;
        weight *panel = (weight *)panels + output / PANEL * PANEL * UNIT * units;
        const char *start = (const char *)source + row * inner * bytes;
        for (size_t k = 0; k < inner; k += 16) {
            size_t part = inner - k < 16 ? inner - k : 16;
            f32x16 values = ENCODER(widen_part)(start + k * bytes, format, part) * scale;
            // 0 unless one is infinite or no number.
            odd += values * 0.0f;
            ENCODER(pack_part)(values, part, output % PANEL, k, panel);
        }
    }
    return ENCODER(sum)(odd) == 0;
}

INLINE void ENCODER(store_tile)(const size_t rows, const float *tile, const int then, activation *out, size_t stride) {
    for (size_t i = 0; i < rows; i++) {
UNROLL
        for (size_t v = 0; v < PANEL_VECTORS; v++) {
            f32x16 x = *(const f32x16 *)(tile + i * PANEL + 16 * v);
            if (then == WINNOW_STORE_GELU) x = ENCODER(gelu)(x);
            if (then == WINNOW_STORE_GELU_TANH) x = ENCODER(gelu_tanh)(x);
            if (then == WINNOW_STORE_RELU) x = ENCODER(max)(x, ALL(0.0f));
            ENCODER(store)(out + i * stride + 16 * v, x);
        }
    }
}

INLINE void ENCODER(add_tile)(size_t rows, const float *tile, float *out, size_t stride) {
    for (size_t i = 0; i < rows; i++) {
UNROLL
        for (size_t v = 0; v < PANEL_VECTORS; v++) {
            *(f32x16 *)(out + i * stride + 16 * v) += *(const f32x16 *)(tile + i * PANEL + 16 * v);
        }
    }
}

INLINE void ENCODER(finish_tile)(size_t rows, const float *tile, const winnow_encoder_linear *task, size_t row,
                                 size_t column) {
    size_t at = row * task->outStride + column;
    activation *out = (activation *)task->out + at;
    switch (task->then) {
    case WINNOW_STORE: ENCODER(store_tile)(rows, tile, WINNOW_STORE, out, task->outStride); break;
    case WINNOW_STORE_GELU: ENCODER(store_tile)(rows, tile, WINNOW_STORE_GELU, out, task->outStride); break;
    case WINNOW_STORE_GELU_TANH: ENCODER(store_tile)(rows, tile, WINNOW_STORE_GELU_TANH, out, task->outStride); break;
    case WINNOW_STORE_RELU: ENCODER(store_tile)(rows, tile, WINNOW_STORE_RELU, out, task->outStride); break;
    default: ENCODER(add_tile)(rows, tile, (float *)task->out + at, task->outStride);
    }
}

/// Bytes of activations that stay in the second cache while the panels go by.
#define BLOCK_BYTES (384 * 1024)

static void ENCODER(linear)(const winnow_encoder_linear *task) {
    _Alignas(64) float tile[TILE_ROWS * PANEL];
    const size_t units = (task->inner + UNIT - 1) / UNIT;
    const size_t stride = task->aStride * sizeof(activation);
    const size_t most = BLOCK_BYTES / stride > TILE_ROWS ? BLOCK_BYTES / stride / TILE_ROWS * TILE_ROWS : TILE_ROWS;
    for (size_t begin = 0; begin < task->rows; begin += most) {
        size_t end = task->rows - begin < most ? task->rows : begin + most;
        size_t tiles = (end - begin + TILE_ROWS - 1) / TILE_ROWS;
        ENCODER(ahead) ahead = {NULL, (BLOCK_LINES + tiles - 1) / tiles};
        const weight *panel = task->panels;
        for (size_t column = 0; column < task->outputs; column += PANEL, panel += PANEL * UNIT * units) {
            // Behind the last panel lies what is wanted next; beyond the end nothing is read.
            ahead.start = (const char *)((uintptr_t)panel + PANEL * UNIT * units * sizeof *panel);
            for (size_t row = begin; row < end;) {
                size_t rows = ENCODER(tile_height)(end - row);
                const char *a = (const char *)task->a + row * stride;
                ENCODER(tiles)[rows](units, a, stride, panel, task->bias + column, tile, PANEL, ahead);
                ENCODER(finish_tile)(rows, tile, task, row, column);
                row += rows;
                ahead.start += 64 * ahead.lines * (units / BLOCK);
            }
        }
    }
}
#undef BLOCK_BYTES
