import { RequestError } from '@throughline/client'
import { CircleAlert, CloudOff, FolderX, LockKeyhole, RefreshCw } from 'lucide-react'
import type { ReactNode } from 'react'
import { text } from '../lib/common-text.ts'
import { explain } from '../lib/toasts.ts'
import { Button } from './Button.tsx'
import { EmptyState } from './EmptyState.tsx'

type Kind = 'offline' | 'forbidden' | 'notFound' | 'outdated' | 'failed'

interface TroubleProps {
  error: unknown
  /** What could not be shown, to begin a sentence with; left out, the page. */
  what?: string
  onRetry?: (() => void) | undefined
  /** Where to go instead. */
  children?: ReactNode
}

const icons: Record<Kind, ReactNode> = {
  offline: <CloudOff />,
  forbidden: <LockKeyhole />,
  notFound: <FolderX />,
  outdated: <RefreshCw />,
  failed: <CircleAlert />,
}

/** In the place of what could not be shown: why, and what can be done about it. */
export function Trouble({ error, what = text('thisPage'), onRetry, children }: TroubleProps) {
  const kind = kindOf(error)
  const canRetry = onRetry && (kind === 'offline' || kind === 'failed')
  return (
    <EmptyState
      icon={icons[kind]}
      title={text(`${kind}Title`, { what })}
      actions={
        <>
          {canRetry && <Button onPress={onRetry}>{text('tryAgain')}</Button>}
          {kind === 'outdated' && (
            <Button look="primary" onPress={() => location.reload()}>
              {text('reload')}
            </Button>
          )}
          {children}
        </>
      }
    >
      {kind === 'failed' ? explain(error) : text(`${kind}Text`)}
    </EmptyState>
  )
}

/** A part of the page that is no more on the server was replaced by a newer version of it. */
const isOutdated = (error: unknown): boolean =>
  error instanceof TypeError && /dynamically imported module|module script|preload/i.test(error.message)

function kindOf(error: unknown): Kind {
  if (isOutdated(error)) return navigator.onLine ? 'outdated' : 'offline'
  if (!(error instanceof RequestError)) return 'failed'
  if (error.status === 0) return 'offline'
  if (error.status === 403) return 'forbidden'
  return error.status === 404 ? 'notFound' : 'failed'
}
