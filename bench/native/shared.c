/* The model printed as C ("model.h") as a shared library for deSolve and scipy. */
#include <stdlib.h>
#include "model.h"

static double parameters[LULL_PARAMETERS + 1], fixed[LULL_FIXED + 1];

void lull_set(const double *p) {
  for (int i = 0; i < LULL_PARAMETERS; i++) parameters[i] = p[i];
  lull_fixed(parameters, fixed);
}

void lull_f(double t, const double *y, double *dydt) { lull_rates(t, y, parameters, fixed, dydt); }

/* deSolve's conventions; it copies the parameters with the function it hands over. */
void lull_initmod(void (*copy)(int *, double *)) {
  int n = LULL_PARAMETERS;
  copy(&n, parameters);
  lull_fixed(parameters, fixed);
}

void lull_derivs(int *n, double *t, double *y, double *dydt, double *out, int *ip) {
  (void)n; (void)out; (void)ip;
  lull_rates(*t, y, parameters, fixed, dydt);
}

static long n_doses;
static double *doses;

void lull_set_doses(int *count, double *given) {
  n_doses = *count;
  doses = malloc(3 * n_doses * sizeof(double));
  for (long i = 0; i < 3 * n_doses; i++) doses[i] = given[i];
}

void lull_event(int *n, double *t, double *y) {
  (void)n;
  for (long i = 0; i < n_doses; i++)
    if (fabs(doses[3 * i] - *t) <= 1e-9 * fabs(*t)) y[(int)doses[3 * i + 1]] += doses[3 * i + 2];
}
