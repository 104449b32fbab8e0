/* An exported arm under SUNDIALS CVODE (BDF, dense Newton): prints the states at the asked times, 17 digits. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cvode/cvode.h>
#include <nvector/nvector_serial.h>
#include <sunlinsol/sunlinsol_dense.h>
#include <sunmatrix/sunmatrix_dense.h>
#include "arm.c"

static double fixed[LULL_FIXED + 1];

static int rates(double t, N_Vector u, N_Vector du, void *data) {
  (void)data;
  lull_rates(t, N_VGetArrayPointer(u), lull_parameters, fixed, N_VGetArrayPointer(du));
  return 0;
}

static int jacobian(double t, N_Vector u, N_Vector fu, SUNMatrix J, void *data, N_Vector a, N_Vector b, N_Vector c) {
  static double values[LULL_NONZEROS];
  (void)fu; (void)data; (void)a; (void)b; (void)c;
  lull_jacobian(t, N_VGetArrayPointer(u), lull_parameters, fixed, values);
  for (int j = 0; j < LULL_STATES; j++)
    for (int k = lull_columns[j]; k < lull_columns[j + 1]; k++) SM_ELEMENT_D(J, lull_rows[k], j) = values[k];
  return 0;
}

/* cvode RTOL ATOL TIME... (ascending, none of them the time of a dose) */
int main(int count, char **words) {
  SUNContext context;
#if SUNDIALS_VERSION_MAJOR >= 7
  SUNContext_Create(SUN_COMM_NULL, &context);
#else
  SUNContext_Create(NULL, &context);
#endif
  N_Vector y = N_VNew_Serial(LULL_STATES, context);
  double *state = N_VGetArrayPointer(y), t = 0;
  lull_fixed(lull_parameters, fixed);
  memcpy(state, lull_initial, sizeof lull_initial);
  void *cv = CVodeCreate(CV_BDF, context);
  CVodeInit(cv, rates, 0.0, y);
  CVodeSStolerances(cv, atof(words[1]), atof(words[2]));
  CVodeSetMaxNumSteps(cv, 10000000);
  SUNMatrix A = SUNDenseMatrix(LULL_STATES, LULL_STATES, context);
  CVodeSetLinearSolver(cv, SUNLinSol_Dense(y, A, context), A);
  CVodeSetJacFn(cv, jacobian);
  int dose = 0;
  for (int next = 3; next < count;) {
    while (dose < LULL_DOSES && lull_dose_times[dose] <= t) {
      state[lull_dose_states[dose]] += lull_dose_amounts[dose];
      dose++;
    }
    double asked = atof(words[next]);
    double stop = dose < LULL_DOSES && lull_dose_times[dose] < asked ? lull_dose_times[dose] : asked;
    CVodeReInit(cv, t, y);
    CVodeSetStopTime(cv, stop);
    if (stop > t && CVode(cv, stop, y, &t, CV_NORMAL) < 0) return 1;
    if (stop != asked) continue;
    printf("%.17g", t);
    for (int i = 0; i < LULL_STATES; i++) printf(" %.17g", state[i]);
    printf("\n");
    next++;
  }
  return 0;
}
