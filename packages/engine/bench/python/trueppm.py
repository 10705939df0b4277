"""Runs trueppm-scheduler on a network JSON file and prints what it took and what it found, as JSON.

python trueppm.py schedule FILE REPEAT   |   simulate FILE RUNS SEED REPEAT   |   idle
"""

import json
import resource
import sys
import time
from datetime import date, timedelta

from trueppm_scheduler import (
    Calendar,
    DateRange,
    Dependency,
    DependencyType,
    Project,
    Task,
    monte_carlo,
    schedule,
)


def days(value):
    return None if value is None else timedelta(days=value)


def read_project(path):
    with open(path, encoding="utf-8") as file:
        network = json.load(file)
    mask = sum(1 << (weekday - 1) for weekday in network["calendar"]["working_weekdays"])
    calendar = Calendar(
        working_days=mask,
        exceptions=[
            DateRange(date.fromisoformat(first), date.fromisoformat(last))
            for first, last in network["calendar"]["exceptions"]
        ],
    )
    tasks = [
        Task(
            id=task["id"],
            name=task["id"],
            duration=days(task["duration"]),
            optimistic_duration=days(task.get("o")),
            most_likely_duration=days(task.get("m")),
            pessimistic_duration=days(task.get("p")),
        )
        for task in network["tasks"]
    ]
    dependencies = [
        Dependency(
            predecessor_id=link["from"],
            successor_id=link["to"],
            dep_type=DependencyType(link["type"]),
            lag=days(link["lag"]),
        )
        for link in network["dependencies"]
    ]
    return Project(
        id="bench",
        name="bench",
        start_date=date.fromisoformat(network["start"]),
        tasks=tasks,
        dependencies=dependencies,
        calendar=calendar,
    )


def timed(repeat, run):
    spent = []
    result = None
    for _ in range(repeat):
        result = None
        begin = time.perf_counter()
        result = run()
        spent.append((time.perf_counter() - begin) * 1000)
    return spent, result


def run_schedule(path, repeat):
    project = read_project(path)
    spent, result = timed(repeat, lambda: schedule(project))
    tasks = {
        task.id: [
            task.early_start.isoformat(),
            task.early_finish.isoformat(),
            task.late_start.isoformat(),
            task.late_finish.isoformat(),
            task.total_float.days,
            task.free_float.days,
            task.is_critical,
        ]
        for task in result.tasks
    }
    return {"times": spent, "finish": result.project_finish.isoformat(), "tasks": tasks}


def run_simulate(path, runs, seed, repeat):
    project = read_project(path)
    spent, result = timed(repeat, lambda: monte_carlo(project, runs=runs, seed=seed))
    percentiles = {f"p{level}": getattr(result, f"p{level}").isoformat() for level in (50, 80, 95)}
    return {"times": spent, **percentiles}


def main(arguments):
    if arguments[0] == "schedule":
        answer = run_schedule(arguments[1], int(arguments[2]))
    elif arguments[0] == "simulate":
        answer = run_simulate(arguments[1], *(int(argument) for argument in arguments[2:5]))
    else:
        answer = {}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({**answer, "peakKilobytes": peak}))


main(sys.argv[1:])
