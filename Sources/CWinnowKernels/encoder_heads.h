// Keys and values of a head packed as the weights of a product are. Part of encoder_template.h.

/// Numbers rounded up to whole panels, and in units.
#define PANELS(X) (((X) + PANEL - 1) / PANEL * PANEL)
#define UNITS(X) (((X) + UNIT - 1) / UNIT)

/// 16 units of a row of activations as words of a panel, the first `count` of them; zeros behind.
INLINE u32x16 ENCODER(words)(const activation *row, size_t count) {
#if defined(ENCODER_BF16) && !defined(ENCODER_DOT)
    u32x16 numbers[2] = {{0}};
    memcpy(numbers, row, (count < 16 ? count : 16) * UNIT * sizeof *row);
#define EVEN 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30
#define ODD 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31
    u32x16 even = __builtin_shufflevector(numbers[0], numbers[1], EVEN);
    u32x16 odd = __builtin_shufflevector(numbers[0], numbers[1], ODD);
#undef EVEN
#undef ODD
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
#undef EXCHANGE
#undef LOW_8
#undef HIGH_8
#undef LOW_4
#undef HIGH_4
#undef LOW_2
#undef HIGH_2
#undef LOW_1
#undef HIGH_1
