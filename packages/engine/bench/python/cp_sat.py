"""Solves resource-constrained instances (a JSON list) with OR-Tools CP-SAT; prints a line of JSON for each.

python cp_sat.py FILE SECONDS WORKERS
"""

import json
import sys
import time

from ortools.sat.python import cp_model


def solve(instance, seconds, workers):
    durations = instance["durations"]
    horizon = sum(durations)
    model = cp_model.CpModel()
    starts = [model.new_int_var(0, horizon, f"s{job}") for job in range(len(durations))]
    intervals = [
        model.new_fixed_size_interval_var(start, duration, f"i{job}")
        for job, (start, duration) in enumerate(zip(starts, durations, strict=True))
    ]
    for job, successors in enumerate(instance["successors"]):
        for successor in successors:
            model.add(starts[successor] >= starts[job] + durations[job])
    for resource, capacity in enumerate(instance["capacities"]):
        demands = [row[resource] for row in instance["demands"]]
        used = [job for job, demand in enumerate(demands) if demand > 0]
        if used:
            model.add_cumulative([intervals[job] for job in used], [demands[job] for job in used], capacity)
    makespan = model.new_int_var(0, horizon, "makespan")
    model.add_max_equality(makespan, [start + duration for start, duration in zip(starts, durations, strict=True)])
    model.minimize(makespan)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = workers
    begin = time.perf_counter()
    status = solver.solve(model)
    spent = (time.perf_counter() - begin) * 1000
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return {
        "makespan": round(solver.objective_value) if found else None,
        "lowerBound": round(solver.best_objective_bound),
        "isOptimal": status == cp_model.OPTIMAL,
        "milliseconds": spent,
    }


def main(path, seconds, workers):
    with open(path, encoding="utf-8") as file:
        instances = json.load(file)
    for instance in instances:
        print(json.dumps(solve(instance, float(seconds), int(workers))), flush=True)


main(*sys.argv[1:])
