import { Client, Connection } from '@temporalio/client'

export interface History {
  workflowId: string
  /** Every text and every piece of bytes in it. */
  text: string
}

/** The histories of all workflows that a Temporal server still knows, with their ids, memos and search attributes. */
export async function* readHistories(address: string): AsyncGenerator<History> {
  const connection = await Connection.connect({ address })
  try {
    const { workflow } = new Client({ connection })
    for await (const { workflowId, runId, memo, searchAttributes } of workflow.list()) {
      const history = await workflow.getHandle(workflowId, runId).fetchHistory()
      yield { workflowId, text: allTextIn([workflowId, memo, searchAttributes, history]) }
    }
  } finally {
    await connection.close()
  }
}

export function allTextIn(value: unknown): string {
  if (typeof value === 'string') return value
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8')
  if (typeof value === 'object' && value !== null) return Object.values(value).map(allTextIn).join('\n')
  return ''
}
