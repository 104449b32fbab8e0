"""scipy's LSODA (odeint) on a model compiled from C, as a server on stdin and stdout; commands as in cvode.c."""

import ctypes
import resource
import sys
import time

import numpy as np
from scipy.integrate import odeint

folder, person_size = sys.argv[1], int(sys.argv[2])
doubles = lambda name: np.fromfile(f"{folder}/{name}.f64")
model = ctypes.CDLL(f"{folder}/model.so")
model.lull_f.argtypes = [ctypes.c_double, ctypes.c_void_p, ctypes.c_void_p]
model.lull_set.argtypes = [ctypes.c_void_p]
scale, times = doubles("scale"), doubles("times")
doses = doubles("doses").reshape(-1, 3)
people = doubles("people").reshape(-1, person_size)
n, end = len(scale), times[-1]
outputs = np.empty((len(times), n))
dydt = np.empty(n)
dydt_pointer = dydt.ctypes.data


def f(t, y):
    model.lull_f(t, y.ctypes.data, dydt_pointer)
    return dydt


def simulate(rtol, person):
    row = np.ascontiguousarray(people[person])
    model.lull_set(row.ctypes.data)
    y = row[person_size - n :].copy()
    t, next_dose, next_time = 0.0, 0, 0
    steps = rates = jacobians = 0
    while True:
        while next_dose < len(doses) and doses[next_dose, 0] <= t:
            y[int(doses[next_dose, 1])] += doses[next_dose, 2]
            next_dose += 1
        while next_time < len(times) and times[next_time] <= t:
            outputs[next_time] = y
            next_time += 1
        if t >= end:
            return steps, rates, jacobians
        until = min(doses[next_dose, 0], end) if next_dose < len(doses) else end
        last = int(np.searchsorted(times, until))
        grid = np.concatenate([[t], times[next_time:last], [until]])
        result, work = odeint(
            f, y, grid, rtol=rtol, atol=rtol * scale, tcrit=[until], mxstep=1000000, tfirst=True, full_output=True
        )
        outputs[next_time:last] = result[1:-1]
        y, t, next_time = result[-1].copy(), until, last
        steps += int(work["nst"][-1])
        rates += int(work["nfe"][-1])
        jacobians += int(work["nje"][-1])


for line in sys.stdin:
    words = line.split()
    wall, cpu = time.perf_counter(), time.process_time()
    if words[0] == "run":
        steps, rates, jacobians = simulate(float(words[1]), int(words[2]))
        cpu, wall = 1e3 * (time.process_time() - cpu), 1e3 * (time.perf_counter() - wall)
        if words[3] != "-":
            outputs.tofile(words[3])
        print("ok", cpu, wall, steps, -1, rates, jacobians, -1, flush=True)
    elif words[0] == "crowd":
        total = 0.0
        for person in range(int(words[2]), int(words[2]) + int(words[3])):
            simulate(float(words[1]), person)
            total += outputs[-1].sum()
        print("ok", 1e3 * (time.process_time() - cpu), 1e3 * (time.perf_counter() - wall), total, flush=True)
    elif words[0] == "memory":
        print("ok", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, flush=True)
