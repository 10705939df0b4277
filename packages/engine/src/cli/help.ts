export const HELP = `Usage: npm run engine -- COMMAND FILE [options]

Commands
  schedule FILE   early and late dates, floats, the critical path and what drives each task
  simulate FILE   Monte Carlo: the dates that each confidence gives, and how often tasks are critical
  level FILE...   resolves overallocated resources; several plans share resources of the same id;
                  of a folder, every .sm file, an answer a line
  check FILE      what is wrong or doubtful about the plan, and the 14 DCMA checks

Files: Microsoft Project XML and Primavera XML (.xml), Primavera XER (.xer), network JSON (.json), PSPLIB (.sm; level only)

Options
  --json                  one JSON document instead of tables; dates inclusive, floats in working days
  --repeat N              run the engine N times in this process; the median is told
  --runs N                simulate: how many runs (10000)
  --seed N                simulate, level: the same seed gives the same answer (1)
  --distribution NAME     simulate: pert or triangular (pert)
  --threads N             simulate: threads (as many as the machine has); they do not change the answer
  --schedules N           level: how many schedules may be tried (1: one pass)
  --seconds S             level: how long better schedules are looked for
  --within-float          level: move no task beyond its total float
  -h, --help              this text

Examples
  npm run engine -- schedule plan.xml
  npm run engine -- simulate network.json --runs 10000 --seed 7 --json
  npm run engine -- level j301_1.sm --schedules 1000 --json

Exit code 0: done. 1: the file cannot be read or the plan cannot be scheduled (check: errors were found). 2: usage.
`
