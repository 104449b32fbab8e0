/* An exported arm as a compiled model of R's deSolve; doses are given by the R program between two runs. */
#include "arm.c"

static double fixed[LULL_FIXED + 1];

void lull_start(void (*ask)(int *, double *)) {
  (void)ask;
  lull_fixed(lull_parameters, fixed);
}

void lull_derivatives(int *n, double *t, double *y, double *rates, double *out, int *ip) {
  (void)n; (void)out; (void)ip;
  lull_rates(*t, y, lull_parameters, fixed, rates);
}

/* Numbers that R asks for: 0 of states, 1 of doses; initial values; times, amounts and states of the doses. */
void lull_counts(int *o) { o[0] = LULL_STATES; o[1] = LULL_DOSES; }
void lull_values_at_0(double *o) { for (int i = 0; i < LULL_STATES; i++) o[i] = lull_initial[i]; }
void lull_dose(int *i, double *time, double *amount, int *state) {
  *time = lull_dose_times[*i]; *amount = lull_dose_amounts[*i]; *state = lull_dose_states[*i];
}
