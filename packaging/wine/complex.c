/* The functions on complex numbers of the C library of Windows, which Wine 10 has as stubs that end the process.
 *
 * Microsoft's types of complex numbers are structures of two numbers, and its long double is a double:
 * https://learn.microsoft.com/cpp/c-runtime-library/complex-math-support
 * The functions of MinGW, which compute, take C's own types.
 */

#include <complex.h>

typedef struct { double real, imaginary; } Double;
typedef struct { float real, imaginary; } Float;

#define DOUBLE(z) __builtin_complex((z).real, (z).imaginary)
#define FLOAT(z) __builtin_complex((z).real, (z).imaginary)

/* complex -> real */
#define PART(name) \
    double shim_##name(Double z) { return name(DOUBLE(z)); } \
    double shim_##name##l(Double z) { return name(DOUBLE(z)); } \
    float shim_##name##f(Float z) { return name##f(FLOAT(z)); }

/* complex -> complex */
#define MAP(name) \
    Double shim_##name(Double z) { double complex w = name(DOUBLE(z)); return (Double){creal(w), cimag(w)}; } \
    Double shim_##name##l(Double z) { return shim_##name(z); } \
    Float shim_##name##f(Float z) { float complex w = name##f(FLOAT(z)); return (Float){crealf(w), cimagf(w)}; }

PART(creal)
PART(cimag)
PART(cabs)
PART(carg)
MAP(ccos)
MAP(ccosh)
MAP(cexp)
MAP(csin)
MAP(csinh)
MAP(csqrt)
MAP(clog)
MAP(ctan)
MAP(ctanh)

Double shim_cpow(Double z, Double power) {
    double complex w = cpow(DOUBLE(z), DOUBLE(power));
    return (Double){creal(w), cimag(w)};
}

Double shim_cpowl(Double z, Double power) { return shim_cpow(z, power); }

Float shim_cpowf(Float z, Float power) {
    float complex w = cpowf(FLOAT(z), FLOAT(power));
    return (Float){crealf(w), cimagf(w)};
}
