import { z } from 'zod'
import { anyRun, runScope, runStart, runsQuery, runWait } from '../any-run.ts'
import { importCancel } from '../import.ts'
import { id, page, wholeNumber } from '../primitives.ts'
import { operation } from './operation.ts'

const tag = 'Runs'
const params = z.object({ runId: id })
const problems = ['forbidden', 'not-found', 'conflict'] as const

export const runOperations = {
  listAllRuns: operation({
    method: 'get',
    path: '/runs',
    summary: 'Runs of every kind that you may see, newest first',
    tag,
    query: runsQuery,
    status: 200,
    response: page(anyRun),
    problems: ['forbidden'],
  }),
  startRun: operation({
    method: 'post',
    path: '/runs',
    summary: 'Start a recompute, a seed or a purge; an import starts with the upload of its file',
    tag,
    body: runStart,
    status: 202,
    response: anyRun,
    problems,
  }),
  watchRun: operation({
    method: 'get',
    path: '/runs/:runId',
    summary: 'One run; with `wait`, as soon as it has changed',
    tag,
    params,
    query: runWait,
    ifNoneMatch: true,
    waits: true,
    status: 200,
    response: anyRun,
    problems: ['forbidden', 'not-found'],
  }),
  followRun: operation({
    method: 'get',
    path: '/runs/:runId/events',
    summary: 'One run as it changes, until it has ended: server-sent events of the type `run`',
    tag,
    params,
    query: runScope.extend({ since: wholeNumber(0).optional() }),
    status: 200,
    events: anyRun,
    problems: ['forbidden', 'not-found'],
  }),
  pauseRun: operation({
    method: 'post',
    path: '/runs/:runId/pause',
    summary: 'Pause at the end of the batch; of a recompute, those of its project that follow',
    tag,
    params,
    query: runScope,
    status: 202,
    response: anyRun,
    problems,
  }),
  resumeRun: operation({
    method: 'post',
    path: '/runs/:runId/resume',
    summary: 'Go on',
    tag,
    params,
    query: runScope,
    status: 202,
    response: anyRun,
    problems,
  }),
  cancelRun: operation({
    method: 'post',
    path: '/runs/:runId/cancel',
    summary: 'Cancel',
    tag,
    params,
    query: runScope,
    body: importCancel.optional(),
    status: 202,
    response: anyRun,
    problems,
  }),
  retryRun: operation({
    method: 'post',
    path: '/runs/:runId/retry',
    summary: 'Do again what failed or was cancelled, as a run of its own',
    tag,
    params,
    query: runScope,
    status: 202,
    response: anyRun,
    problems,
  }),
}
