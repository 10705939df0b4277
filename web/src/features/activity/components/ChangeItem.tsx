import type { ChangeSet, Run } from '@throughline/contract'
import { ChevronDown, ChevronRight, FileUp, Pencil, Redo2, Sprout, Undo2, Webhook } from 'lucide-react'
import { useState } from 'react'
import { formatAgo, formatMoment } from '../../../lib/dates.ts'
import styles from './Activity.module.css'
import { Receipt } from './Receipt.tsx'
import { RunMoves } from './RunMoves.tsx'

interface ChangeItemProps {
  change: ChangeSet
  run: Run | undefined
}

const icons = {
  edit: <Pencil />,
  import: <FileUp />,
  seed: <Sprout />,
  undo: <Undo2 />,
  redo: <Redo2 />,
  sync: <Webhook />,
}

export function ChangeItem({ change, run }: ChangeItemProps) {
  const [isOpen, setOpen] = useState(false)
  const { receipt } = change
  const what = change.summary || `${change.operationCount} ${change.operationCount === 1 ? 'change' : 'changes'}`
  return (
    <li className={styles.item} data-revision={change.revision}>
      <span className={styles.icon}>{icons[change.kind]}</span>
      <div className={styles.what}>
        <p>
          <strong>{change.actor?.name ?? 'Throughline'}</strong> <span>{what}</span>
        </p>
        <p className={styles.meta}>
          <time dateTime={change.createdAt} title={formatMoment(change.createdAt)}>
            {formatAgo(change.createdAt)}
          </time>
          <span>revision {change.revision}</span>
          <Receipt receipt={receipt} run={run} />
        </p>
      </div>
      {receipt.runId && (
        <button
          type="button"
          className={styles.open}
          aria-expanded={isOpen}
          aria-label={`Moved dates of revision ${change.revision}`}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? <ChevronDown /> : <ChevronRight />}
          {run?.movedCount !== null && run ? `${run.movedCount} moved` : 'Details'}
        </button>
      )}
      {isOpen && receipt.runId && <RunMoves projectId={change.projectId} runId={receipt.runId} />}
    </li>
  )
}
