import { z } from 'zod'
import { importJob, importQuery } from '../import.ts'
import { id } from '../primitives.ts'
import { operation } from './operation.ts'

const tag = 'Imports'
const params = z.object({ importId: id })

export const importOperations = {
  createImport: operation({
    method: 'post',
    path: '/imports',
    summary: 'Upload a Microsoft Project XML or CSV file as the request body; it becomes a new project',
    tag,
    query: importQuery,
    upload: true,
    status: 202,
    response: importJob,
    problems: ['forbidden', 'too-large', 'unsupported-file'],
  }),
  listImports: operation({
    method: 'get',
    path: '/imports',
    summary: 'Your imports, newest first, 50 at most',
    tag,
    status: 200,
    response: z.object({ items: z.array(importJob) }),
  }),
  getImport: operation({
    method: 'get',
    path: '/imports/:importId',
    summary: 'State and progress of an import',
    tag,
    params,
    status: 200,
    response: importJob,
    problems: ['not-found'],
  }),
  cancelImport: operation({
    method: 'post',
    path: '/imports/:importId/cancel',
    summary: 'Stop an import; what it wrote is taken away',
    tag,
    params,
    status: 202,
    response: importJob,
    problems: ['not-found', 'conflict'],
  }),
}
