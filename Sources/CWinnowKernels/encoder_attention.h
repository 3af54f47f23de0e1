// Attention within one sequence, a head at a time: the keys and values of the head are packed as the weights of a product are,
// and a tile of queries goes from scores to their mean of values without leaving the first cache. Part of encoder_template.h.

/// Numbers rounded up to whole panels.
#define PANELS(X) (((X) + PANEL - 1) / PANEL * PANEL)
#define UNITS(X) (((X) + UNIT - 1) / UNIT)
#define ALIGNED(BYTES) (((BYTES) + 63) / 64 * 64)

/// Where a head's parts lie in the scratch, in bytes.
typedef struct {
    size_t values, scores, powers, end;
} ENCODER(places);

INLINE ENCODER(places) ENCODER(places_of)(size_t length, size_t headWidth) {
    ENCODER(places) at;
    at.values = ALIGNED(PANELS(length) * UNITS(headWidth) * UNIT * sizeof(weight));
    at.scores = at.values + ALIGNED(PANELS(headWidth) * UNITS(length) * UNIT * sizeof(weight));
    at.powers = at.scores + ALIGNED(TILE_ROWS * PANELS(length) * sizeof(float));
    at.end = at.powers + ALIGNED(TILE_ROWS * PANELS(length) * sizeof(activation));
    return at;
}

static size_t ENCODER(attention_bytes)(size_t length, size_t headWidth) {
    return ENCODER(places_of)(length, headWidth).end;
}

/// 16 units of a row of activations as words of a panel, the first `count` of them; zeros behind.
INLINE u32x16 ENCODER(words)(const activation *row, size_t count) {
#if defined(ENCODER_BF16) && !defined(ENCODER_DOT)
    u32x16 numbers[2] = {{0}};
    memcpy(numbers, row, (count < 16 ? count : 16) * UNIT * sizeof *row);
    u32x16 even = __builtin_shufflevector(numbers[0], numbers[1], 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
    u32x16 odd = __builtin_shufflevector(numbers[0], numbers[1], 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31);
    return even >> 16 | (odd & 0xffff0000u);
#else
    if (count >= 16) return *(const u32x16 *)row;
    u32x16 words = {0};
    memcpy(&words, row, count * sizeof(uint32_t));
    return words;
#endif
}

/// One step of a transposition: of each pair of vectors the blocks of `size` words that are to change places.
#define EXCHANGE(SIZE, LOW, HIGH)                                                                                  \
    UNROLL for (size_t i = 0; i < 16; i++) {                                                                       \
        if (i & SIZE) continue;                                                                                    \
        u32x16 low = LOW(rows[i], rows[i + SIZE]);                                                                 \
        rows[i + SIZE] = HIGH(rows[i], rows[i + SIZE]);                                                            \
        rows[i] = low;                                                                                             \
    }
#define LOW_8(A, B) __builtin_shufflevector(A, B, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23)
#define HIGH_8(A, B) __builtin_shufflevector(A, B, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31)
#define LOW_4(A, B) __builtin_shufflevector(A, B, 0, 1, 2, 3, 16, 17, 18, 19, 8, 9, 10, 11, 24, 25, 26, 27)
#define HIGH_4(A, B) __builtin_shufflevector(A, B, 4, 5, 6, 7, 20, 21, 22, 23, 12, 13, 14, 15, 28, 29, 30, 31)
#define LOW_2(A, B) __builtin_shufflevector(A, B, 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29)
#define HIGH_2(A, B) __builtin_shufflevector(A, B, 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31)
#define LOW_1(A, B) __builtin_shufflevector(A, B, 0, 16, 2, 18, 4, 20, 6, 22, 8, 24, 10, 26, 12, 28, 14, 30)
#define HIGH_1(A, B) __builtin_shufflevector(A, B, 1, 17, 3, 19, 5, 21, 7, 23, 9, 25, 11, 27, 13, 29, 15, 31)

INLINE void ENCODER(transpose)(u32x16 *rows) {
    EXCHANGE(8, LOW_8, HIGH_8)
    EXCHANGE(4, LOW_4, HIGH_4)
    EXCHANGE(2, LOW_2, HIGH_2)
    EXCHANGE(1, LOW_1, HIGH_1)
}

/// Keys(length, width) as weights: a key is an output. Behind the last one the panel is 0.
INLINE void ENCODER(pack_keys)(size_t length, size_t width, const activation *keys, size_t stride, weight *panels) {
    const size_t units = UNITS(width);
    for (size_t first = 0; first < PANELS(length); first += 16) {
        weight *panel = panels + first / PANEL * PANEL * UNIT * units + first % PANEL * UNIT;
        for (size_t unit = 0; unit < units; unit += 16) {
            const size_t count = units - unit < 16 ? units - unit : 16;
            u32x16 words[16] = {{0}};
UNROLL
            for (size_t j = 0; j < 16; j++) {
                if (first + j < length) words[j] = ENCODER(words)(keys + (first + j) * stride + unit * UNIT, count);
            }
            ENCODER(transpose)(words);
UNROLL
            for (size_t u = 0; u < 16; u++) {
                if (u < count) *(u32x16 *)(panel + (unit + u) * PANEL * UNIT) = words[u];
            }
        }
    }
}

/// 16 activations of a row as the upper halves of words, or as words; the first `count` of them, zeros behind.
INLINE u32x16 ENCODER(numbers)(const activation *row, size_t count) {
    activation part[16] = {0};
    if (count < 16) memcpy(part, row, count * sizeof *row);
    const activation *numbers = count < 16 ? part : row;
#ifdef ENCODER_DOT
    return __builtin_convertvector(*(const u16x16 *)numbers, u32x16) << 16;
#else
    return *(const u32x16 *)numbers;
#endif
}

/// Values(length, width) as weights: a position is an inner number.
INLINE void ENCODER(pack_values)(size_t length, size_t width, const activation *values, size_t stride,
                                 weight *panels) {
    const size_t units = UNITS(length);
    for (size_t first = 0; first < PANELS(width); first += 16) {
        const size_t count = first >= width ? 0 : width - first < 16 ? width - first : 16;
        weight *panel = panels + first / PANEL * PANEL * UNIT * units + first % PANEL * UNIT;
        for (size_t u = 0; u < units; u++, panel += PANEL * UNIT) {
            const activation *row = values + u * UNIT * stride + first;
            u32x16 words = ENCODER(numbers)(row, count);
#ifdef ENCODER_BF16
            words >>= 16;
            if (u * UNIT + 1 < length) words |= ENCODER(numbers)(row + stride, count);
#endif
            *(u32x16 *)panel = words;
        }
    }
}

/// 16 scores from a position on, with what is added for the distance; behind the end the lowest number.
INLINE f32x16 ENCODER(scores)(const float *row, const float *relative, size_t j, size_t length) {
    f32x16 values = *(const f32x16 *)(row + j);
    if (length - j >= 16) return relative ? values + *(const f32x16 *)(relative + j) : values;
    if (relative) values += ENCODER(widen_part)(relative + j, WINNOW_FORMAT_F32, length - j);
    u32x16 there = ENCODER(first_lanes)(length - j);
    return (f32x16)(((u32x16)values & there) | ((u32x16)ALL(-__FLT_MAX__) & ~there));
}

/// Powers of 2 of a row of scores less the highest, and the reciprocal of their sum. `end` is whole panels.
INLINE float ENCODER(powers)(const float *row, const float *relative, size_t length, size_t end, activation *out) {
    f32x16 most = ALL(-__FLT_MAX__);
    for (size_t j = 0; j < length; j += 16) {
        most = __builtin_elementwise_max(most, ENCODER(scores)(row, relative, j, length));
    }
    f32x16 highest = {0};
    highest += ENCODER(highest)(most);
    f32x16 sum = {0};
    size_t j = 0;
    for (; j < length; j += 16) {
        f32x16 power = ENCODER(exp2)(ENCODER(scores)(row, relative, j, length) - highest);
        if (length - j < 16) power = (f32x16)((u32x16)power & ENCODER(first_lanes)(length - j));
        sum += power;
        ENCODER(store)(out + j, power);
    }
    for (; j < end; j += 16) ENCODER(store)(out + j, ALL(0.0f));
    return 1 / ENCODER(sum)(sum);
}

/// The rows from `query` on of one head.
INLINE void ENCODER(attend)(const winnow_encoder_attention *task, size_t head, size_t query, size_t rows,
                            ENCODER(places) at) {
    static const float zeros[PANEL];
    const ENCODER(ahead) none = {NULL, 0};
    _Alignas(64) float tile[TILE_ROWS * PANEL];
    const size_t length = task->length, width = task->headWidth, wide = PANELS(length);
    float *scores = (float *)((char *)task->scratch + at.scores);
    activation *powers = (activation *)((char *)task->scratch + at.powers);
    const activation *queries = (const activation *)task->rows + query * task->stride + head * width;
    const weight *panel = task->scratch;
    for (size_t key = 0; key < length; key += PANEL, panel += PANEL * UNIT * UNITS(width)) {
        ENCODER(tiles)[rows](UNITS(width), (const char *)queries, task->stride * sizeof(activation), panel, zeros,
                             scores + key, wide, none);
    }
    float factors[TILE_ROWS];
    const float *relative = task->relative ? task->relative + head * task->relativeStride : NULL;
    for (size_t i = 0; i < rows; i++) {
        const float *own = relative ? relative - (query + i) : NULL;
        factors[i] = ENCODER(powers)(scores + i * wide, own, length, wide, powers + i * wide);
    }
    panel = (const weight *)((const char *)task->scratch + at.values);
    for (size_t first = 0; first < width; first += PANEL, panel += PANEL * UNIT * UNITS(length)) {
        ENCODER(tiles)[rows](UNITS(length), (const char *)powers, wide * sizeof(activation), panel, zeros, tile, PANEL,
                             none);
        activation *out = (activation *)task->out + query * task->outStride + head * width + first;
        for (size_t i = 0; i < rows; i++) {
            for (size_t j = 0; j < PANEL && first + j < width; j += 16) {
                f32x16 mean = *(const f32x16 *)(tile + i * PANEL + j) * factors[i];
                ENCODER(store_part)(out + i * task->outStride + j, mean, width - first - j);
            }
        }
    }
}

static void ENCODER(attention)(const winnow_encoder_attention *task) {
    const ENCODER(places) at = ENCODER(places_of)(task->length, task->headWidth);
    const activation *rows = task->rows;
    for (size_t head = 0; head < task->heads; head++) {
        const activation *keys = rows + task->keys + head * task->headWidth;
        const activation *values = rows + task->values + head * task->headWidth;
        ENCODER(pack_keys)(task->length, task->headWidth, keys, task->stride, task->scratch);
        ENCODER(pack_values)(task->length, task->headWidth, values, task->stride,
                             (weight *)((char *)task->scratch + at.values));
        for (size_t query = 0; query < task->length;) {
            size_t height = ENCODER(tile_height)(task->length - query);
            ENCODER(attend)(task, head, query, height, at);
            query += height;
        }
    }
}
#undef PANELS
#undef UNITS
#undef ALIGNED
#undef EXCHANGE
#undef LOW_8
#undef HIGH_8
#undef LOW_4
#undef HIGH_4
#undef LOW_2
#undef HIGH_2
#undef LOW_1
#undef HIGH_1
