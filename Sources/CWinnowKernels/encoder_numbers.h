// Formats and functions of numbers. Part of encoder_template.h.

/// 16 numbers of a stored row, exactly.
INLINE f32x16 ENCODER(widen)(const void *source, int format) {
    if (format == WINNOW_FORMAT_F32) {
        f32x16 values;
        memcpy(&values, source, sizeof values);
        return values;
    }
    u16x16 halves;
    memcpy(&halves, source, sizeof halves);
    u32x16 bits = __builtin_convertvector(halves, u32x16);
    if (format == WINNOW_FORMAT_BF16) return (f32x16)(bits << 16);
    // The exponent is moved by multiplication, which is right for subnormal numbers as well.
    u32x16 magnitude = (bits & 0x7fff) << 13;
    f32x16 value = (f32x16)magnitude * 0x1p112f;
    u32x16 special = (u32x16)(magnitude >= (0x7c00u << 13)) & 0x7f800000u;
    return (f32x16)((u32x16)value | special | (bits & 0x8000) << 16);
}

/// The first `count` of up to 16 numbers, and zeros.
INLINE f32x16 ENCODER(widen_part)(const void *source, int format, size_t count) {
    if (count >= 16) return ENCODER(widen)(source, format);
    char part[64] = {0};
    memcpy(part, source, count * (format == WINNOW_FORMAT_F32 ? 4 : 2));
    return ENCODER(widen)(part, format);
}

/// To bf16 in the upper halves, to the nearest, ties to even; what is no number stays none.
INLINE u32x16 ENCODER(round_bits)(f32x16 values) {
    u32x16 bits = (u32x16)values;
    u32x16 number = (u32x16)(values == values);
    u32x16 rounded = bits + 0x7fff + (bits >> 16 & 1);
    return ((rounded & number) | ((bits | 0x400000) & ~number)) & 0xffff0000u;
}

/// 16 numbers in the precision of activations.
INLINE void ENCODER(store)(activation *target, f32x16 values) {
#ifndef ENCODER_BF16
    *(f32x16 *)target = values;
#elif defined(ENCODER_DOT)
    typedef __bf16 bf16x16 __attribute__((vector_size(32), aligned(2)));
    *(bf16x16 *)target = __builtin_convertvector(values, bf16x16);
#else
    *(u32x16 *)target = ENCODER(round_bits)(values);
#endif
}

INLINE void ENCODER(store_part)(activation *target, f32x16 values, size_t count) {
    if (count >= 16) {
        ENCODER(store)(target, values);
        return;
    }
    activation part[16];
    ENCODER(store)(part, values);
    memcpy(target, part, count * sizeof *target);
}

/// The sum of the lanes, by halves.
INLINE float ENCODER(sum)(f32x16 lanes) {
    lanes += __builtin_shufflevector(lanes, lanes, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7);
    lanes += __builtin_shufflevector(lanes, lanes, 4, 5, 6, 7, 0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11);
    lanes += __builtin_shufflevector(lanes, lanes, 2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13);
    lanes += __builtin_shufflevector(lanes, lanes, 1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14);
    return lanes[0];
}

/// The higher of two numbers, lane by lane: the second where one is none. In one instruction, unlike the compiler's
/// own.
INLINE f32x16 ENCODER(max)(f32x16 a, f32x16 b) {
    u32x16 isHigher = (u32x16)(a > b);
    return (f32x16)(((u32x16)a & isHigher) | ((u32x16)b & ~isHigher));
}

/// The highest of the lanes.
INLINE float ENCODER(highest)(f32x16 lanes) {
    f32x16 other = __builtin_shufflevector(lanes, lanes, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7);
    lanes = ENCODER(max)(lanes, other);
    other = __builtin_shufflevector(lanes, lanes, 4, 5, 6, 7, 0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11);
    lanes = ENCODER(max)(lanes, other);
    other = __builtin_shufflevector(lanes, lanes, 2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13);
    lanes = ENCODER(max)(lanes, other);
    other = __builtin_shufflevector(lanes, lanes, 1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14);
    return ENCODER(max)(lanes, other)[0];
}

/// All bits of the first lanes.
INLINE u32x16 ENCODER(first_lanes)(size_t count) {
    const u32x16 lanes = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    return (u32x16)(lanes < ALL_BITS((uint32_t)count));
}

/// 2^x for x up to 126, at least 2^-126, to 2e-7 of itself (3e-6 where the result becomes bf16).
///
/// x is split into an integer, which goes into the exponent, and a rest of at most a half, whose power is the
/// polynomial of least greatest relative error (fitted by Lawson's method).
INLINE f32x16 ENCODER(exp2)(f32x16 x) {
    x = ENCODER(max)(x, ALL(-126.0f));
    // Adding 1.5 * 2^23 rounds to an integer.
    f32x16 shifted = x + 0x1.8p23f;
    f32x16 r = x - (shifted - 0x1.8p23f);
#ifndef ENCODER_BF16
    f32x16 p = FUSED(ALL(0x1.41d334p-13f), r, ALL(0x1.5f456ap-10f));
    p = FUSED(p, r, ALL(0x1.3b2dbcp-7f));
    p = FUSED(p, r, ALL(0x1.c6aed4p-5f));
    p = FUSED(p, r, ALL(0x1.ebfbdap-3f));
    p = FUSED(p, r, ALL(0x1.62e430p-1f));
    p = FUSED(p, r, ALL(1.0f));
#else
    f32x16 p = FUSED(ALL(0x1.3997d6p-7f), r, ALL(0x1.ca1442p-5f));
    p = FUSED(p, r, ALL(0x1.ec06dap-3f));
    p = FUSED(p, r, ALL(0x1.62e0dcp-1f));
    p = FUSED(p, r, ALL(0x1.ffffe8p-1f));
#endif
    return (f32x16)((i32x16)p + ((i32x16)shifted << 23));
}

/// x times the normal distribution function of x, to 3e-7 of x (3e-5 where the result becomes bf16).
///
/// The function less a half is x times a polynomial of x², fitted up to 5 (4) by Lawson's method, and a half beyond.
/// Source: Hendrycks and Gimpel 2016, the form with erf.
INLINE f32x16 ENCODER(gelu)(f32x16 x) {
    f32x16 square = x * x;
#ifndef ENCODER_BF16
    static const float coefficients[] = {
        0x1.404364p-11f, -0x1.a75854p-10f, 0x1.c23bcep-10f, -0x1.5f7cc0p-9f, 0x1.a46f98p-8f, -0x1.6df13ap-7f,
        0x1.0cb36cp-6f,  -0x1.7d36bap-6f,  0x1.0193c0p-5f,  -0x1.4b4eaap-5f, 0x1.a60e52p-5f, -0x1.1feefcp-4f,
        0x1.218356p-3f,
    };
    const float top = 25;
#else
    static const float coefficients[] = {
        0x1.63d1a4p-10f, -0x1.fb074ep-9f, 0x1.9a763ep-8f,  -0x1.806b32p-7f, 0x1.6f908ap-6f,
        -0x1.2f909ap-5f, 0x1.ca6078p-5f,  -0x1.595474p-4f, 0x1.68580cp-3f,
    };
    const float top = 16;
#endif
    f32x16 u = FUSED(square, ALL(2 / top), ALL(-1.0f));
    f32x16 p = ALL(coefficients[0]);
UNROLL
    for (size_t k = 1; k < sizeof coefficients / sizeof *coefficients; k++) p = FUSED(p, u, ALL(coefficients[k]));
    u32x16 inside = (u32x16)(square < ALL(top));
    u32x16 outside = ((u32x16)x & 0x80000000u) | 0x3f000000u;
    f32x16 half = (f32x16)(((u32x16)(x * p) & inside) | (outside & ~inside));
    return FUSED(x, half, x * 0.5f);
}

/// The form of GELU with tanh: x / (1 + e^-2u), u = sqrt(2 / pi) (x + 0.044715 x³).
INLINE f32x16 ENCODER(gelu_tanh)(f32x16 x) {
    // -2 sqrt(2 / pi) log2(e), and that times 0.044715.
    f32x16 power = x * FUSED(x * x, ALL(-0x1.a5a7d0p-4f), ALL(-0x1.26aec2p+1f));
    power = -ENCODER(max)(-power, ALL(-126.0f));
    return x / (ENCODER(exp2)(power) + 1.0f);
}
