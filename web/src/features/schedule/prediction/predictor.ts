// Asks the engine, which runs in a worker, so that the page never waits for it. The worker keeps the plan; what is sent is
// what has changed since. It works on one question at a time, and of those that wait for it the newest of each kind is
// asked and the older ones are not.
import { drivingFields, enginePlanOf, engineTaskOf, type Plan, type Task } from '@throughline/contract'
import type { Driver, PlanTask } from '@throughline/engine'
import type { DateColumns, EngineAnswer, EngineRequest, Question } from './protocol.ts'

/** Whoever answers requests, one after the other. */
export interface EnginePort {
  send(request: EngineRequest): void
  onAnswer(listener: (answer: EngineAnswer) => void): void
}

/** Dates of the tasks of a plan. */
export interface Dates extends DateColumns {
  readonly tasks: readonly Task[]
}

/** What a question is for; a newer one takes the place of one that waits. */
export type Purpose = 'shown' | 'draft' | 'free' | 'tip'

export interface Predictor {
  /** Null: the plan cannot be computed. Undefined: a newer question came before this one was asked. */
  datesOf(plan: Plan, purpose: Purpose): Promise<Dates | null | undefined>
  /** What binds the start of a task; undefined where that is not known. */
  driverOf(plan: Plan, taskId: string): Promise<Driver | undefined>
}

interface Asked {
  readonly plan: Plan
  readonly question: Question
  readonly take: (answer: EngineAnswer | undefined) => void
}

export function createPredictor(port: EnginePort): Predictor {
  const waiting = new Map<Purpose, Asked>()
  let underWay: Asked | null = null
  let held: Plan | null = null

  port.onAnswer((answer) => {
    const done = underWay
    underWay = null
    if (answer.kind === 'problem') held = null
    next()
    done?.take(answer)
  })

  function next(): void {
    const [first] = waiting
    if (underWay || !first) return
    const [purpose, asked] = first
    waiting.delete(purpose)
    underWay = asked
    const tasks = held && changedTasks(held, asked.plan)
    held = asked.plan
    const plan = tasks ? null : enginePlanOf(asked.plan)
    port.send({ plan, tasks: tasks ?? [], question: asked.question })
  }

  function ask(purpose: Purpose, plan: Plan, question: Question): Promise<EngineAnswer | undefined> {
    waiting.get(purpose)?.take(undefined)
    waiting.delete(purpose)
    return new Promise((take) => {
      waiting.set(purpose, { plan, question, take })
      next()
    })
  }

  return {
    async datesOf(plan, purpose) {
      const answer = await ask(purpose, plan, { about: 'dates' })
      if (!answer) return undefined
      return answer.kind === 'dates' ? { ...answer.dates, tasks: plan.tasks } : null
    },
    async driverOf(plan, taskId) {
      const answer = await ask('tip', plan, { about: 'driver', taskId })
      return answer?.kind === 'driver' ? (answer.driver ?? undefined) : undefined
    },
  }
}

/** The tasks that the engine has to be told anew; null where the plan differs in more than that. */
function changedTasks(before: Plan, after: Plan): PlanTask[] | null {
  const isSame =
    before.links === after.links &&
    before.calendars === after.calendars &&
    before.resources === after.resources &&
    before.assignments === after.assignments &&
    drivingFields.project.every((key) => before.project[key] === after.project[key]) &&
    before.tasks.length === after.tasks.length
  if (!isSame) return null
  const changed: PlanTask[] = []
  for (const [at, task] of after.tasks.entries()) {
    const old = before.tasks[at]
    if (task === old) continue
    if (task.id !== old?.id) return null
    if (drivingFields.task.some((key) => task[key] !== old[key])) changed.push(engineTaskOf(task))
  }
  return changed
}

let shared: Predictor | null = null

/** That of the page; its worker starts when it is first asked. */
export function getPredictor(): Predictor {
  shared ??= createPredictor(openWorker())
  return shared
}

function openWorker(): EnginePort {
  const worker = new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module' })
  return {
    send: (request) => worker.postMessage(request),
    onAnswer(listener) {
      worker.addEventListener('message', ({ data }: MessageEvent<EngineAnswer>) => listener(data))
      worker.addEventListener('error', () => listener({ kind: 'problem' }))
    },
  }
}
