import type { ChangeSet, Run } from '@throughline/contract'
import { ChevronDown, ChevronRight, FileUp, Pencil, Redo2, RefreshCw, Sprout, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { formatAgo, formatMoment } from '../../../lib/dates.ts'
import { useRunning } from '../../../lib/live-plan.ts'
import { receiptNow } from '../lib/receipts.ts'
import { ActButton } from './ActButton.tsx'
import styles from './Activity.module.css'
import { ChangeMenu } from './ChangeMenu.tsx'
import { Receipt } from './Receipt.tsx'
import { RunMoves } from './RunMoves.tsx'

interface ChangeItemProps {
  change: ChangeSet
  run: Run | undefined
  /** How many tasks its run gave other dates; null until that is known. */
  movedCount: number | null
  /** Whether this is the newest change set of its act, at which the act can be taken back. */
  endsAct: boolean
}

const icons = {
  edit: <Pencil />,
  import: <FileUp />,
  seed: <Sprout />,
  undo: <Undo2 />,
  redo: <Redo2 />,
  sync: <RefreshCw />,
}

export function ChangeItem({ change, run, movedCount, endsAct }: ChangeItemProps) {
  const [isOpen, setOpen] = useState(false)
  const receipt = receiptNow(change, useRunning())
  const what = change.summary || `${change.operationCount} ${change.operationCount === 1 ? 'change' : 'changes'}`
  const isUndone = change.revertedById !== null
  return (
    <li className={`${styles.item} ${isUndone ? styles.undone : ''}`} data-revision={change.revision}>
      <span className={styles.icon}>{icons[change.kind]}</span>
      <div className={styles.what}>
        <p>
          <strong>{change.actor?.name ?? 'Throughline'}</strong> <span>{what}</span>
        </p>
        <div className={styles.meta}>
          <time dateTime={change.createdAt} title={formatMoment(change.createdAt)}>
            {formatAgo(change.createdAt)}
          </time>
          <span>revision {change.revision}</span>
          {isUndone && <span>undone</span>}
          <Receipt receipt={receipt} run={run} />
        </div>
      </div>
      <div className={styles.side}>
        {receipt.runId && (
          <button
            type="button"
            className={styles.open}
            aria-expanded={isOpen}
            aria-label={`Moved dates of revision ${change.revision}`}
            onClick={() => setOpen(!isOpen)}
          >
            {isOpen ? <ChevronDown /> : <ChevronRight />}
            {movedCount === null || receipt.state === 'failed' ? 'Details' : `${movedCount} moved`}
          </button>
        )}
        {endsAct && <ActButton change={change} what={what} />}
        <ChangeMenu change={change} />
      </div>
      {isOpen && receipt.runId && <RunMoves projectId={change.projectId} runId={receipt.runId} />}
    </li>
  )
}
