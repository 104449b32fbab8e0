/*
 * SUNDIALS CVODE on a model that was printed as C ("model.h"), as a server on stdin and stdout.
 *
 *   cvode FOLDER klu|dense|adams   (BDF with sparse or dense Newton; Adams with fixed-point iteration)
 *   run RTOL PERSON FILE|-    -> ok CPU_MS WALL_MS STEPS REJECTED RATES JACOBIANS FACTORIZATIONS
 *   crowd RTOL FIRST COUNT    -> ok CPU_MS WALL_MS SUM_OF_FINAL_STATES
 *   memory                    -> ok PEAK_KIB
 *
 * FOLDER holds arrays of doubles: people.f64 (parameters and initial state of each), scale.f64 (absolute tolerance is
 * RTOL times this), doses.f64 (time, state, amount), times.f64 (outputs, the last is the end). An output at a dose is
 * the state after it. Memory is set up once, outside the times.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <cvode/cvode.h>
#include <nvector/nvector_serial.h>
#include <sundials/sundials_config.h>
#include <sunlinsol/sunlinsol_dense.h>
#include <sunlinsol/sunlinsol_klu.h>
#include <sunnonlinsol/sunnonlinsol_fixedpoint.h>
#include <sunmatrix/sunmatrix_dense.h>
#include <sunmatrix/sunmatrix_sparse.h>
#include "model.h"

#define N LULL_STATES

static double fixed[LULL_FIXED + 1];
static const double *parameters;
static double *people, *scale, *doses, *times, *outputs;
static long n_people, n_doses, n_times;
static void *cv;
static N_Vector y, tolerance;
static long steps, rejected, rates, jacobians, factorizations;

static double clock_ms(clockid_t id) {
  struct timespec t;
  clock_gettime(id, &t);
  return 1e3 * t.tv_sec + 1e-6 * t.tv_nsec;
}

static void stop(const char *what, double at) {
  printf("failed %s %g\n", what, at);
  exit(1);
}

static double *read_doubles(const char *folder, const char *name, long *count) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s.f64", folder, name);
  FILE *file = fopen(path, "rb");
  if (!file) stop(path, 0);
  fseek(file, 0, SEEK_END);
  *count = ftell(file) / (long)sizeof(double);
  rewind(file);
  double *values = malloc((*count + 1) * sizeof(double));
  if (fread(values, sizeof(double), *count, file) != (size_t)*count) stop(path, 0);
  fclose(file);
  return values;
}

static int f(double t, N_Vector u, N_Vector du, void *data) {
  (void)data;
  lull_rates(t, N_VGetArrayPointer(u), parameters, fixed, N_VGetArrayPointer(du));
  return 0;
}

static int sparse_jacobian(double t, N_Vector u, N_Vector fu, SUNMatrix J, void *data, N_Vector a, N_Vector b, N_Vector c) {
  (void)fu; (void)data; (void)a; (void)b; (void)c;
  sunindextype *columns = SUNSparseMatrix_IndexPointers(J), *rows = SUNSparseMatrix_IndexValues(J);
  for (int j = 0; j <= N; j++) columns[j] = lull_columns[j];
  for (int k = 0; k < LULL_NONZEROS; k++) rows[k] = lull_rows[k];
  lull_jacobian(t, N_VGetArrayPointer(u), parameters, fixed, SUNSparseMatrix_Data(J));
  return 0;
}

static int dense_jacobian(double t, N_Vector u, N_Vector fu, SUNMatrix J, void *data, N_Vector a, N_Vector b, N_Vector c) {
  static double values[LULL_NONZEROS];
  (void)fu; (void)data; (void)a; (void)b; (void)c;
  lull_jacobian(t, N_VGetArrayPointer(u), parameters, fixed, values);
  for (int j = 0; j < N; j++)
    for (int k = lull_columns[j]; k < lull_columns[j + 1]; k++) SM_ELEMENT_D(J, lull_rows[k], j) = values[k];
  return 0;
}

static void set_up(const char *mode) {
  SUNContext context;
  SUNMatrix A;
  SUNLinearSolver solver;
#if SUNDIALS_VERSION_MAJOR >= 7
  SUNContext_Create(SUN_COMM_NULL, &context);
#else
  SUNContext_Create(NULL, &context);
#endif
  y = N_VNew_Serial(N, context);
  tolerance = N_VNew_Serial(N, context);
  N_VConst(0.0, y);
  cv = CVodeCreate(strcmp(mode, "adams") == 0 ? CV_ADAMS : CV_BDF, context);
  CVodeInit(cv, f, 0.0, y);
  CVodeSStolerances(cv, 1e-6, 1e-9);
  CVodeSetMaxNumSteps(cv, 1000000);
  if (strcmp(mode, "adams") == 0) {
    CVodeSetNonlinearSolver(cv, SUNNonlinSol_FixedPoint(y, 0, context));
  } else if (strcmp(mode, "klu") == 0) {
    A = SUNSparseMatrix(N, N, LULL_NONZEROS, CSC_MAT, context);
    solver = SUNLinSol_KLU(y, A, context);
    CVodeSetLinearSolver(cv, solver, A);
    CVodeSetJacFn(cv, sparse_jacobian);
  } else {
    A = SUNDenseMatrix(N, N, context);
    solver = SUNLinSol_Dense(y, A, context);
    CVodeSetLinearSolver(cv, solver, A);
    CVodeSetJacFn(cv, dense_jacobian);
  }
}

static void count_work(void) {
  long value;
  CVodeGetNumSteps(cv, &value), steps += value;
  CVodeGetNumErrTestFails(cv, &value), rejected += value;
  CVodeGetNumRhsEvals(cv, &value), rates += value;
  CVodeGetNumJacEvals(cv, &value), jacobians += value;
  CVodeGetNumLinSolvSetups(cv, &value), factorizations += value;
}

static void go_to(double time, double *t) {
  if (CVode(cv, time, y, t, CV_NORMAL) < 0) stop("CVode", *t);
}

static void simulate(double rtol, long person) {
  double *state = N_VGetArrayPointer(y), *atol = N_VGetArrayPointer(tolerance);
  double t = 0, end = times[n_times - 1];
  long next_dose = 0, next_time = 0;
  parameters = people + person * (LULL_PARAMETERS + N);
  lull_fixed(parameters, fixed);
  memcpy(state, parameters + LULL_PARAMETERS, N * sizeof(double));
  for (int i = 0; i < N; i++) atol[i] = rtol * scale[i];
  CVodeSVtolerances(cv, rtol, tolerance);
  steps = rejected = rates = jacobians = factorizations = 0;
  for (;;) {
    for (; next_dose < n_doses && doses[3 * next_dose] <= t; next_dose++)
      state[(int)doses[3 * next_dose + 1]] += doses[3 * next_dose + 2];
    for (; next_time < n_times && times[next_time] <= t; next_time++)
      memcpy(outputs + next_time * N, state, N * sizeof(double));
    if (t >= end) return;
    double until = next_dose < n_doses && doses[3 * next_dose] < end ? doses[3 * next_dose] : end;
    CVodeReInit(cv, t, y);
    CVodeSetStopTime(cv, until);
    for (; next_time < n_times && times[next_time] < until; next_time++) {
      go_to(times[next_time], &t);
      memcpy(outputs + next_time * N, state, N * sizeof(double));
    }
    go_to(until, &t);
    t = until;
    count_work();
  }
}

int main(int argc, char **argv) {
  long ignored;
  char line[4200], file[4096];
  double rtol;
  long first, count;
  if (argc < 3) return 2;
  people = read_doubles(argv[1], "people", &n_people);
  scale = read_doubles(argv[1], "scale", &ignored);
  doses = read_doubles(argv[1], "doses", &n_doses), n_doses /= 3;
  times = read_doubles(argv[1], "times", &n_times);
  outputs = malloc(n_times * N * sizeof(double));
  set_up(argv[2]);
  while (fgets(line, sizeof line, stdin)) {
    double wall = clock_ms(CLOCK_MONOTONIC), cpu = clock_ms(CLOCK_PROCESS_CPUTIME_ID), sum = 0;
    if (sscanf(line, "run %lf %ld %4095s", &rtol, &first, file) == 3) {
      simulate(rtol, first);
      cpu = clock_ms(CLOCK_PROCESS_CPUTIME_ID) - cpu, wall = clock_ms(CLOCK_MONOTONIC) - wall;
      if (strcmp(file, "-") != 0) {
        FILE *out = fopen(file, "wb");
        if (!out || fwrite(outputs, sizeof(double), n_times * N, out) != (size_t)(n_times * N)) stop(file, 0);
        fclose(out);
      }
      printf("ok %.6f %.6f %ld %ld %ld %ld %ld\n", cpu, wall, steps, rejected, rates, jacobians, factorizations);
    } else if (sscanf(line, "crowd %lf %ld %ld", &rtol, &first, &count) == 3) {
      for (long i = first; i < first + count; i++) {
        simulate(rtol, i);
        for (int k = 0; k < N; k++) sum += outputs[(n_times - 1) * N + k];
      }
      cpu = clock_ms(CLOCK_PROCESS_CPUTIME_ID) - cpu, wall = clock_ms(CLOCK_MONOTONIC) - wall;
      printf("ok %.6f %.6f %.12g\n", cpu, wall, sum);
    } else if (strncmp(line, "memory", 6) == 0) {
      struct rusage usage;
      getrusage(RUSAGE_SELF, &usage);
      printf("ok %ld\n", usage.ru_maxrss);
    } else
      stop("unknown command", 0);
    fflush(stdout);
  }
  return 0;
}
