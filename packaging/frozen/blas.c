/* The functions of linear algebra that NumPy's wheels import, in place of OpenBLAS with its 20 MB and more.
 *
 * Each function is as the reference of the CBLAS tells it ("BLAS Technical Forum Standard", appendix B), with the names
 * and the 64-bit integers of the library that the wheels bring. Products of rows are summed in `LANES` parts, which
 * compilers turn into vector instructions. Nothing of the C library is used, so the file links to nothing.
 *
 * This file includes itself once for each type of numbers.
 */

#ifndef NUMBER

#include <stdint.h>

#ifdef _WIN32
#define EXPORTED __declspec(dllexport)
#else
#define EXPORTED __attribute__((visibility("default")))
#endif

enum { ROW_MAJOR = 101, COLUMN_MAJOR = 102 };
enum { NOT_TRANSPOSED = 111, TRANSPOSED = 112, CONJUGATE_TRANSPOSED = 113 };
enum { UPPER = 121, LOWER = 122 };
enum { LANES = 8 };

typedef int64_t Count;
typedef float _Complex FloatComplex;
typedef double _Complex DoubleComplex;

#define GLUED(start, letter, name) start##letter##name
#define NAMED(letter, name) GLUED(scipy_cblas_, letter, name##64_)
#define OWN(letter, name) GLUED(name, _, letter)

/* A vector whose step is negative begins at its far end. */
static Count first(Count count, Count step) { return step < 0 ? (1 - count) * step : 0; }

#define NUMBER float
#define LETTER s
#include "blas.c"
#define NUMBER double
#define LETTER d
#include "blas.c"
#define COMPLEX
#define NUMBER FloatComplex
#define LETTER c
#include "blas.c"
#define NUMBER DoubleComplex
#define LETTER z
#include "blas.c"

#else

#ifdef COMPLEX
/* Real and imaginary part are turned by the compiler itself, without a function of the C library. */
#define CONJUGATE(z) (~(z))
#define SCALAR const void *
#define VALUE(scalar) (*(const NUMBER *)(scalar))
#define VECTOR const void *
#define RESULT void *
#else
#define CONJUGATE(z) (z)
#define SCALAR NUMBER
#define VALUE(scalar) (scalar)
#define VECTOR const NUMBER *
#define RESULT NUMBER *
#endif

/* The sum of products of two vectors. */
static NUMBER OWN(LETTER, product)(Count count, const NUMBER *x, Count x_step, const NUMBER *y, Count y_step) {
    NUMBER parts[LANES] = {0};
    NUMBER sum = 0;
    Count i = 0;
    if (x_step == 1 && y_step == 1)
        for (; i + LANES <= count; i += LANES)
            for (int lane = 0; lane < LANES; lane++) parts[lane] += x[i + lane] * y[i + lane];
    for (; i < count; i++) sum += x[i * x_step] * y[i * y_step];
    for (int lane = 0; lane < LANES; lane++) sum += parts[lane];
    return sum;
}

/* y += factor * x */
static void OWN(LETTER, add)(Count count, NUMBER factor, const NUMBER *x, Count x_step, NUMBER *y, Count y_step) {
    if (x_step == 1 && y_step == 1)
        for (Count i = 0; i < count; i++) y[i] += factor * x[i];
    else
        for (Count i = 0; i < count; i++) y[i * y_step] += factor * x[i * x_step];
}

/* y *= factor; with 0 also what is no number becomes 0. */
static void OWN(LETTER, scale)(Count count, NUMBER factor, NUMBER *y, Count step) {
    for (Count i = 0; i < count; i++) y[i * step] = factor == 0 ? 0 : factor * y[i * step];
}

/* One row of a product: c = alpha * a * B + beta * c, where B has `depth` rows.
 *
 * is_conjugate_a and is_conjugate_b say that the complex conjugate of a and of B is meant.
 */
static void OWN(LETTER, row)(
    Count count, Count depth, NUMBER alpha, const NUMBER *a, Count a_step, int is_conjugate_a,
    const NUMBER *b, Count b_down, Count b_across, int is_conjugate_b, NUMBER beta, NUMBER *c, Count c_step
) {
    OWN(LETTER, scale)(count, beta, c, c_step);
    if (b_down == 1 && !is_conjugate_a && !is_conjugate_b) {
        for (Count j = 0; j < count; j++)
            c[j * c_step] += alpha * OWN(LETTER, product)(depth, a, a_step, b + j * b_across, 1);
        return;
    }
    for (Count k = 0; k < depth; k++) {
        NUMBER factor = alpha * (is_conjugate_a ? CONJUGATE(a[k * a_step]) : a[k * a_step]);
        if (is_conjugate_b)
            for (Count j = 0; j < count; j++) c[j * c_step] += factor * CONJUGATE(b[k * b_down + j * b_across]);
        else
            OWN(LETTER, add)(count, factor, b + k * b_down, b_across, c, c_step);
    }
}

/* C = alpha * op(A) * op(B) + beta * C */
EXPORTED void NAMED(LETTER, gemm)(
    int order, int of_a, int of_b, Count rows, Count columns, Count depth, SCALAR alpha, VECTOR a, Count a_length,
    VECTOR b, Count b_length, SCALAR beta, RESULT c, Count c_length
) {
    int is_by_rows = order == ROW_MAJOR;
    int is_a_by_rows = is_by_rows == (of_a == NOT_TRANSPOSED), is_b_by_rows = is_by_rows == (of_b == NOT_TRANSPOSED);
    Count a_down = is_a_by_rows ? a_length : 1, a_across = is_a_by_rows ? 1 : a_length;
    Count b_down = is_b_by_rows ? b_length : 1, b_across = is_b_by_rows ? 1 : b_length;
    Count c_down = is_by_rows ? c_length : 1, c_across = is_by_rows ? 1 : c_length;
    for (Count i = 0; i < rows; i++)
        OWN(LETTER, row)(
            columns, depth, VALUE(alpha), (const NUMBER *)a + i * a_down, a_across, of_a == CONJUGATE_TRANSPOSED,
            b, b_down, b_across, of_b == CONJUGATE_TRANSPOSED, VALUE(beta), (NUMBER *)c + i * c_down, c_across
        );
}

/* y = alpha * op(A) * x + beta * y, where A itself has `rows` and `columns`. */
EXPORTED void NAMED(LETTER, gemv)(
    int order, int of_a, Count rows, Count columns, SCALAR alpha, VECTOR a, Count a_length, VECTOR x, Count x_step,
    SCALAR beta, RESULT y, Count y_step
) {
    int is_turned = of_a != NOT_TRANSPOSED, is_by_rows = (order == ROW_MAJOR) != is_turned;
    Count results = is_turned ? columns : rows, depth = is_turned ? rows : columns;
    Count a_down = is_by_rows ? a_length : 1, a_across = is_by_rows ? 1 : a_length;
    OWN(LETTER, row)(
        results, depth, VALUE(alpha), (const NUMBER *)x + first(depth, x_step), x_step, 0,
        a, a_across, a_down, of_a == CONJUGATE_TRANSPOSED, VALUE(beta), (NUMBER *)y + first(results, y_step), y_step
    );
}

/* One triangle of C = alpha * op(A) * op(A)^T + beta * C; the other one stays as it is. */
EXPORTED void NAMED(LETTER, syrk)(
    int order, int part, int of_a, Count size, Count depth, SCALAR alpha, VECTOR a, Count a_length, SCALAR beta,
    RESULT c, Count c_length
) {
    int is_by_rows = (order == ROW_MAJOR) == (of_a == NOT_TRANSPOSED);
    Count a_down = is_by_rows ? a_length : 1, a_across = is_by_rows ? 1 : a_length;
    Count c_down = order == ROW_MAJOR ? c_length : 1, c_across = order == ROW_MAJOR ? 1 : c_length;
    for (Count i = 0; i < size; i++) {
        Count from = part == UPPER ? i : 0, to = part == UPPER ? size : i + 1;
        OWN(LETTER, row)(
            to - from, depth, VALUE(alpha), (const NUMBER *)a + i * a_down, a_across, 0,
            (const NUMBER *)a + from * a_down, a_across, a_down, 0, VALUE(beta),
            (NUMBER *)c + i * c_down + from * c_across, c_across
        );
    }
}

EXPORTED void NAMED(LETTER, axpy)(Count count, SCALAR alpha, VECTOR x, Count x_step, RESULT y, Count y_step) {
    const NUMBER *from = (const NUMBER *)x + first(count, x_step);
    OWN(LETTER, add)(count, VALUE(alpha), from, x_step, (NUMBER *)y + first(count, y_step), y_step);
}

#ifdef COMPLEX
EXPORTED void NAMED(LETTER, dotu_sub)(Count count, VECTOR x, Count x_step, VECTOR y, Count y_step, RESULT sum) {
    const NUMBER *from = (const NUMBER *)x + first(count, x_step), *other = (const NUMBER *)y + first(count, y_step);
    *(NUMBER *)sum = OWN(LETTER, product)(count, from, x_step, other, y_step);
}

EXPORTED void NAMED(LETTER, dotc_sub)(Count count, VECTOR x, Count x_step, VECTOR y, Count y_step, RESULT sum) {
    const NUMBER *from = (const NUMBER *)x + first(count, x_step), *other = (const NUMBER *)y + first(count, y_step);
    NUMBER total = 0;
    for (Count i = 0; i < count; i++) total += CONJUGATE(from[i * x_step]) * other[i * y_step];
    *(NUMBER *)sum = total;
}
#else
EXPORTED NUMBER NAMED(LETTER, dot)(Count count, VECTOR x, Count x_step, VECTOR y, Count y_step) {
    return OWN(LETTER, product)(count, x + first(count, x_step), x_step, y + first(count, y_step), y_step);
}
#endif

#undef NUMBER
#undef LETTER
#undef CONJUGATE
#undef SCALAR
#undef VALUE
#undef VECTOR
#undef RESULT

#endif
