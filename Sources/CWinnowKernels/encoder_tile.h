// Tiles of products: some rows by one panel of packed weights stay in registers while the inner dimension goes by. Part
// of encoder_template.h.
//
// A panel is (units, PANEL, UNIT): what one step needs of it lies together. The sums of a row do not depend on how many
// rows its tile has.

/// Where a row's numbers are: three rows to a pointer, since as many pointers as rows do not fit into the registers.
#define AT(I) (starts[(I) / 3] + (I) % 3 * stride)

/// sums += numbers of a row by those of the panel.
INLINE void ENCODER(fuse)(const size_t rows, f32x16 sums[][PANEL_VECTORS], const char *const *starts, size_t stride,
                          const size_t place, const f32x16 *numbers) {
UNROLL
    for (size_t i = 0; i < rows; i++) {
        f32x16 number = ALL(((const float *)AT(i))[place]);
UNROLL
        for (size_t v = 0; v < PANEL_VECTORS; v++) sums[i][v] = FUSED(number, numbers[v], sums[i][v]);
    }
}

/// One step of a tile: UNIT numbers of each row by as many rows of the panel.
INLINE void ENCODER(step)(const size_t rows, f32x16 sums[][PANEL_VECTORS], const char *const *starts, size_t stride,
                          const weight *panel) {
#if defined(ENCODER_DOT)
    typedef __bf16 bf16x32 __attribute__((vector_size(64)));
    u32x16 pairs[PANEL_VECTORS];
UNROLL
    for (size_t v = 0; v < PANEL_VECTORS; v++) pairs[v] = *(const u32x16 *)(panel + 32 * v);
UNROLL
    for (size_t i = 0; i < rows; i++) {
        uint32_t two;
        memcpy(&two, AT(i), sizeof two);
        u32x16 pair = ALL_BITS(two);
UNROLL
        for (size_t v = 0; v < PANEL_VECTORS; v++) {
            sums[i][v] = __builtin_ia32_dpbf16ps_512(sums[i][v], (bf16x32)pair, (bf16x32)pairs[v]);
        }
    }
#else
    f32x16 numbers[PANEL_VECTORS];
#ifdef ENCODER_BF16
    // In the order of the instruction: the odd ones first.
UNROLL
    for (size_t v = 0; v < PANEL_VECTORS; v++) {
        numbers[v] = (f32x16)(*(const u32x16 *)(panel + 32 * v) & 0xffff0000u);
    }
    ENCODER(fuse)(rows, sums, starts, stride, 1, numbers);
UNROLL
    for (size_t v = 0; v < PANEL_VECTORS; v++) numbers[v] = (f32x16)(*(const u32x16 *)(panel + 32 * v) << 16);
#else
UNROLL
    for (size_t v = 0; v < PANEL_VECTORS; v++) numbers[v] = *(const f32x16 *)(panel + 16 * v);
#endif
    ENCODER(fuse)(rows, sums, starts, stride, 0, numbers);
#endif
}

/// Steps of a tile between two looks ahead, and the lines of weights that they read.
#define BLOCK 8
#define BLOCK_LINES (BLOCK * PANEL * UNIT * sizeof(weight) / 64)

/// Weights that are wanted next: they are asked for while a tile is computed, so many lines after each block of steps.
/// Without it the first tile of each panel waits for memory, a tenth of the time.
typedef struct {
    const char *start;
    size_t lines;
} ENCODER(ahead);

/// out(rows, PANEL) = bias + A(rows, units * UNIT) * panel. `stride` counts bytes, `outStride` numbers.
INLINE void ENCODER(tile)(const size_t rows, size_t units, const char *a, size_t stride, const weight *panel,
                          const float *bias, float *out, size_t outStride, ENCODER(ahead) ahead) {
    f32x16 sums[TILE_ROWS][PANEL_VECTORS];
    const char *starts[(TILE_ROWS + 2) / 3];
UNROLL
    for (size_t i = 0; i < rows; i++) {
UNROLL
        for (size_t v = 0; v < PANEL_VECTORS; v++) sums[i][v] = *(const f32x16 *)(bias + 16 * v);
    }
UNROLL
    for (size_t g = 0; g < (rows + 2) / 3; g++) starts[g] = a + 3 * g * stride;
    for (size_t u = 0; u < units;) {
        for (size_t line = 0; line < ahead.lines; line++, ahead.start += 64) __builtin_prefetch(ahead.start, 0, 2);
        size_t end = units - u < BLOCK ? units : u + BLOCK;
        for (; u < end; u++) {
            ENCODER(step)(rows, sums, starts, stride, panel);
            panel += PANEL * UNIT;
UNROLL
            for (size_t g = 0; g < (rows + 2) / 3; g++) starts[g] += UNIT * sizeof(activation);
        }
    }
UNROLL
    for (size_t i = 0; i < rows; i++) {
UNROLL
        for (size_t v = 0; v < PANEL_VECTORS; v++) *(f32x16 *)(out + i * outStride + 16 * v) = sums[i][v];
    }
}

#define DEFINE_TILE(ROWS)                                                                                          \
    static void ENCODER(tile_##ROWS)(size_t units, const char *a, size_t stride, const weight *panel,              \
                                     const float *bias, float *out, size_t outStride, ENCODER(ahead) ahead) {      \
        ENCODER(tile)(ROWS, units, a, stride, panel, bias, out, outStride, ahead);                                 \
    }

typedef void (*ENCODER(tile_function))(size_t units, const char *a, size_t stride, const weight *panel,
                                       const float *bias, float *out, size_t outStride, ENCODER(ahead) ahead);

DEFINE_TILE(1)
DEFINE_TILE(2)
#if TILE_ROWS > 2
DEFINE_TILE(3)
DEFINE_TILE(4)
DEFINE_TILE(5)
DEFINE_TILE(6)
#endif
#if TILE_ROWS > 6
DEFINE_TILE(7)
DEFINE_TILE(8)
DEFINE_TILE(9)
DEFINE_TILE(10)
DEFINE_TILE(11)
DEFINE_TILE(12)
DEFINE_TILE(13)
DEFINE_TILE(14)
#endif

/// By the number of rows.
static const ENCODER(tile_function) ENCODER(tiles)[TILE_ROWS + 1] = {
    NULL,
    ENCODER(tile_1),
    ENCODER(tile_2),
#if TILE_ROWS > 2
    ENCODER(tile_3),
    ENCODER(tile_4),
    ENCODER(tile_5),
    ENCODER(tile_6),
#endif
#if TILE_ROWS > 6
    ENCODER(tile_7),
    ENCODER(tile_8),
    ENCODER(tile_9),
    ENCODER(tile_10),
    ENCODER(tile_11),
    ENCODER(tile_12),
    ENCODER(tile_13),
    ENCODER(tile_14),
#endif
};

/// Rows of the next tile when `left` are left: all tiles about as high, since low ones wait for the panel.
INLINE size_t ENCODER(tile_height)(size_t left) {
    size_t tiles = (left + TILE_ROWS - 1) / TILE_ROWS;
    return (left + tiles - 1) / tiles;
}
