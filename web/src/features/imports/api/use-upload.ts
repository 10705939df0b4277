import { useMutation } from '@tanstack/react-query'
import { createClient } from '@throughline/client'
import type { ImportJob, ImportMode } from '@throughline/contract'
import { useRef, useState } from 'react'
import { queryClient } from '../../../lib/query-client.ts'
import { showError } from '../../../lib/toasts.ts'
import { fetchTelling } from '../lib/upload-fetch.ts'
import { importsQuery } from './imports.ts'

export interface Upload {
  file: File
  mode: ImportMode
  projectName?: string
  projectId?: string
}

/** Uploads a file, with how much of it has been sent (0 to 1), and can be stopped. */
export function useUpload() {
  const [share, setShare] = useState(0)
  const controller = useRef<AbortController | null>(null)
  const mutation = useMutation<ImportJob, Error, Upload>({
    mutationFn: ({ file, ...query }) => {
      controller.current = new AbortController()
      setShare(0)
      return createClient({ fetch: fetchTelling(setShare) }).call('createImport', {
        query: { fileName: file.name, ...query },
        body: file,
        signal: controller.current.signal,
      })
    },
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: importsQuery.queryKey }),
    onError: (error, { file }) => {
      if (error.name !== 'AbortError') showError(`“${file.name}” was not taken`, error)
    },
  })
  return { ...mutation, share, stop: () => controller.current?.abort() }
}
