#include "include/WinnowDense.h"

#include <string.h>

extern const winnow_dense_kernels winnow_plain_dense_kernels;
#ifdef __x86_64__
extern const winnow_dense_kernels winnow_avx2_dense_kernels;
extern const winnow_dense_kernels winnow_avx512_dense_kernels;
#endif

const winnow_dense_kernels *winnow_dense_kernels_at(int level) {
    if (level == 0) return &winnow_plain_dense_kernels;
#ifdef __x86_64__
    int has_avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("f16c");
    if (level == 1 && has_avx2) return &winnow_avx2_dense_kernels;
    if (level == 2 && has_avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl")) {
        return &winnow_avx512_dense_kernels;
    }
#endif
    return NULL;
}

static uint16_t narrow(float value) {
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    uint16_t sign = (uint16_t)(bits >> 16 & 0x8000);
    uint32_t magnitude = bits & 0x7fffffff;
    if (magnitude > 0x7f800000) return sign | 0x7e00;
    // From halfway above the largest number on.
    if (magnitude >= 0x477ff000) return sign | 0x7c00;
    if (magnitude < 0x38800000) {
        // Subnormal: the addition rounds to a multiple of 2^-24.
        float shifted;
        memcpy(&shifted, &magnitude, sizeof shifted);
        shifted += 0.5f;
        uint32_t rounded;
        memcpy(&rounded, &shifted, sizeof rounded);
        return sign | (uint16_t)(rounded - 0x3f000000);
    }
    magnitude += 0xfff + (magnitude >> 13 & 1);
    return sign | (uint16_t)((magnitude - 0x38000000) >> 13);
}

void winnow_narrow(size_t count, const float *source, uint16_t *target) {
    for (size_t k = 0; k < count; k++) target[k] = narrow(source[k]);
}
