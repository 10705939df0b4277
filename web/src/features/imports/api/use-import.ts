import { endedImportStates, type ImportJob } from '@throughline/contract'
import { useCallback, useEffect, useState } from 'react'
import { queryClient } from '../../../lib/query-client.ts'
import { client, getLive } from '../../../lib/service.ts'
import { showError } from '../../../lib/toasts.ts'

export const isEnded = (job: ImportJob): boolean => (endedImportStates as readonly string[]).includes(job.state)

export interface ImportInHand {
  job: ImportJob | null
  isUploading: boolean
  start: (file: File) => Promise<void>
  cancel: () => Promise<void>
  forget: () => void
}

/** Uploads a file and follows the import's own stream until it ends. */
export function useImport(): ImportInHand {
  const [job, setJob] = useState<ImportJob | null>(null)
  const [isUploading, setUploading] = useState(false)
  const id = job?.id
  const follow = useCallback((next: ImportJob) => {
    setJob((known) => (known && known.id === next.id && known.revision > next.revision ? known : next))
    if (isEnded(next)) void queryClient.invalidateQueries({ queryKey: ['projects'] })
  }, [])

  useEffect(() => {
    if (!id) return
    const watch = getLive().watch({
      kind: 'import',
      id,
      since: 0,
      onEvent: (event) => {
        if (event.type === 'import.progressed') follow(event.payload.import)
        return undefined
      },
      onResync: async () => {
        const read = await client.call('getImport', { params: { importId: id } })
        follow(read)
        return read.revision
      },
    })
    return () => watch.close()
  }, [id, follow])

  async function start(file: File): Promise<void> {
    setUploading(true)
    try {
      follow(await client.call('createImport', { query: { fileName: file.name }, body: file }))
    } catch (error) {
      showError(`“${file.name}” was not taken`, error)
    } finally {
      setUploading(false)
    }
  }

  async function cancel(): Promise<void> {
    if (!job) return
    try {
      follow(await client.call('cancelImport', { params: { importId: job.id } }))
    } catch (error) {
      showError('The import was not cancelled', error)
    }
  }

  return { job, isUploading, start, cancel, forget: () => setJob(null) }
}
