import { useQueryErrorResetBoundary } from '@tanstack/react-query'
import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { Trouble } from '../components/Trouble.tsx'
import { text } from '../lib/common-text.ts'

/** In the place of a page that could not be shown. It comes by itself when the connection does. */
export function Failed({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  const queries = useQueryErrorResetBoundary()
  const again = () => {
    queries.reset()
    reset()
    void router.invalidate()
  }
  useEffect(() => {
    addEventListener('online', again)
    return () => removeEventListener('online', again)
  })
  return (
    <Trouble error={error} onRetry={again}>
      <Link to="/">{text('allProjects')}</Link>
    </Trouble>
  )
}
