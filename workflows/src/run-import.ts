import {
  CancellationScope,
  condition,
  defineSignal,
  isCancellation,
  log,
  proxyActivities,
  setHandler,
} from '@temporalio/workflow'
import type { FetchActivities, ImportActivities } from '@throughline/activities'
import { type ImportInput, type ImportResult, type ImportStep, signals } from '@throughline/contract/temporal'
import { fetchOptions, importOptions, shortImportOptions } from './activity-options.ts'

const { readImport, writeImport, reportImport, settleImport, undoImport } =
  proxyActivities<ImportActivities>(importOptions)
const { nextStep, remindImport } = proxyActivities<ImportActivities>(shortImportOptions)

const { fetchImport } = proxyActivities<FetchActivities>(fetchOptions)

const importWoken = defineSignal(signals.importWoken)

/**
 * An import from its file to its report: the file is fetched where it comes from a link, it is read, waits for approval, is written batch by batch, waits again for rows
 * that have to be mended, and for the dates. One that is to be taken back later runs once more. What is to be done next follows from the import in the database, where people
 * ask for it; a signal only says that there is something to look at. However it is ended, what it began is settled.
 */
export async function runImport(input: ImportInput): Promise<ImportResult> {
  let woken = 0
  setHandler(importWoken, () => {
    woken += 1
  })
  try {
    // What wakes while a step is being found out may not have been seen by it: counted from before it was asked for.
    let seen = woken
    let step = await nextStep(input)
    while (step.next !== 'end') {
      const known = seen
      seen = woken
      const result = await take(input, step, () => woken > known)
      if (result === null) seen = woken
      step = result ?? (await nextStep(input))
    }
    return { state: step.state, rows: step.rows }
  } catch (error) {
    const state = isCancellation(error) ? 'cancelled' : 'failed'
    if (state === 'failed') log.error('the import failed', { importId: input.importId })
    return CancellationScope.nonCancellable(() => settleImport({ ...input, state }))
  }
}

/** Takes one step; answers the next one where what was done tells it. */
async function take(
  input: ImportInput,
  step: Exclude<ImportStep, { next: 'end' }>,
  isWoken: () => boolean,
): Promise<ImportStep | null> {
  switch (step.next) {
    case 'fetch':
      return fetchImport(input)
    case 'read':
      return readImport(input)
    case 'write':
      return writeImport(input)
    case 'report':
      return reportImport(input)
    case 'undo':
      return undoImport(input)
    case 'remind':
      return remindImport(input)
    case 'settle':
      return { next: 'end', ...(await settleImport({ ...input, state: step.state })) }
    case 'wait':
      if (step.milliseconds === null) await condition(isWoken)
      else await condition(isWoken, step.milliseconds)
      return null
  }
}
