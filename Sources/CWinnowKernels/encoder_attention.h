// Attention within one sequence, a head at a time: the keys and values of the head are packed as the weights of a
// product are, and a tile of queries goes from scores to their mean of values without leaving the first cache. Part of
// encoder_template.h.

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

/// 16 scores from a position on, with what is added for the distance.
INLINE f32x16 ENCODER(scores)(const float *row, const float *relative) {
    f32x16 values = *(const f32x16 *)row;
    return relative ? values + *(const f32x16 *)relative : values;
}

/// The last scores of a row, fewer than 16; behind the end the lowest number.
INLINE f32x16 ENCODER(last_scores)(const float *row, const float *relative, size_t count) {
    f32x16 values = *(const f32x16 *)row;
    if (relative) values += ENCODER(widen_part)(relative, WINNOW_FORMAT_F32, count);
    u32x16 there = ENCODER(first_lanes)(count);
    return (f32x16)(((u32x16)values & there) | ((u32x16)ALL(-__FLT_MAX__) & ~there));
}

/// Powers of 2 of a row of scores less the highest, and the reciprocal of their sum. `end` is whole panels.
INLINE float ENCODER(powers)(const float *row, const float *relative, size_t length, size_t end, activation *out) {
    const size_t rest = length % 16;
    const size_t whole = length - rest;
    f32x16 most = ALL(-__FLT_MAX__);
    f32x16 last = most;
    if (rest > 0) last = ENCODER(last_scores)(row + whole, relative ? relative + whole : NULL, rest);
    for (size_t j = 0; j < whole; j += 16) {
        most = ENCODER(max)(most, ENCODER(scores)(row + j, relative ? relative + j : NULL));
    }
    f32x16 highest = {0};
    highest += ENCODER(highest)(ENCODER(max)(most, last));
    f32x16 sum = {0};
    for (size_t j = 0; j < whole; j += 16) {
        f32x16 power = ENCODER(exp2)(ENCODER(scores)(row + j, relative ? relative + j : NULL) - highest);
        sum += power;
        ENCODER(store)(out + j, power);
    }
    size_t j = whole;
    if (rest > 0) {
        f32x16 power = (f32x16)((u32x16)ENCODER(exp2)(last - highest) & ENCODER(first_lanes)(rest));
        sum += power;
        ENCODER(store)(out + j, power);
        j += 16;
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
    if (task->relative) {
        const float *relative = task->relative + head * task->relativeStride - query;
        for (size_t i = 0; i < rows; i++) {
            factors[i] = ENCODER(powers)(scores + i * wide, relative - i, length, wide, powers + i * wide);
        }
    } else {
        for (size_t i = 0; i < rows; i++) {
            factors[i] = ENCODER(powers)(scores + i * wide, NULL, length, wide, powers + i * wide);
        }
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
#undef ALIGNED
