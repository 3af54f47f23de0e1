#include "include/WinnowEncoder.h"

extern const winnow_encoder_kernels winnow_plain_f32_encoder_kernels, winnow_plain_bf16_encoder_kernels;
#ifdef __x86_64__
extern const winnow_encoder_kernels winnow_avx2_f32_encoder_kernels, winnow_avx2_bf16_encoder_kernels;
extern const winnow_encoder_kernels winnow_avx512_f32_encoder_kernels, winnow_avx512_bf16_encoder_kernels;
extern const winnow_encoder_kernels winnow_dot_bf16_encoder_kernels;
#endif

const winnow_encoder_kernels *winnow_encoder_kernels_at(int level, int bf16) {
    if (level == 0) return bf16 ? &winnow_plain_bf16_encoder_kernels : &winnow_plain_f32_encoder_kernels;
#ifdef __x86_64__
    int has_avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("f16c");
    if (!has_avx2) return NULL;
    if (level == 1) return bf16 ? &winnow_avx2_bf16_encoder_kernels : &winnow_avx2_f32_encoder_kernels;
    int has_avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl")
        && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq");
    if (!has_avx512) return NULL;
    if (level == 2) return bf16 ? &winnow_avx512_bf16_encoder_kernels : &winnow_avx512_f32_encoder_kernels;
    int has_dots = __builtin_cpu_supports("avx512bf16") && __builtin_cpu_supports("avx512vnni");
    if (level == 3 && bf16 && has_dots) return &winnow_dot_bf16_encoder_kernels;
#endif
    return NULL;
}
