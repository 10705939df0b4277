import type { ImportEntity, ImportJob, ImportSelection } from '@throughline/contract'
import { History } from 'lucide-react'
import { type RefObject, useState } from 'react'
import { Button } from '../../../components/Button.tsx'
import { useDecideConflicts, useSelectRows } from '../api/use-import-rows.ts'
import { countOf, entities, entityPlural, type FilterName, filterOf, firstFilter, hintOf } from '../lib/filters.ts'
import { ApproveBar } from './ApproveBar.tsx'
import { CountChips } from './CountChips.tsx'
import { ParkedRows } from './ParkedRows.tsx'
import styles from './Review.module.css'
import { RowList } from './RowList.tsx'
import { Warnings } from './Warnings.tsx'

interface ReviewProps {
  job: ImportJob
  scroller: RefObject<HTMLElement | null>
  /** The columns are as for a table before. */
  remembered: boolean
  /** Shows the columns of a table. */
  onColumns: (() => void) | undefined
}

const nothing = { create: 0, update: 0, delete: 0, unchanged: 0, conflict: 0, parked: 0 }

/** The difference between the file and the plan, of which the reader chooses what is taken. */
export function Review({ job, scroller, remembered, onColumns }: ReviewProps) {
  const counts = job.counts ?? nothing
  const [name, setName] = useState<FilterName>(() => firstFilter(counts))
  const [entity, setEntity] = useState<ImportEntity | null>(null)
  const select = useSelectRows(job.id)
  const decide = useDecideConflicts(job.id)
  const filter = filterOf(name, entity)
  const hint = hintOf(name)
  const choose = (selection: ImportSelection) => select.mutate(selection)
  return (
    <section className={styles.page} aria-label="Review">
      {onColumns && (
        <div className={styles.note}>
          {remembered && (
            <>
              <History /> The columns are taken as last time.
            </>
          )}
          <Button size="small" onPress={onColumns}>
            Change the columns
          </Button>
        </div>
      )}
      <Warnings warnings={job.warnings} />
      <div className={styles.filters}>
        <CountChips counts={counts} chosen={name} onChoose={setName} />
        <div className={styles.bulk}>
          <select
            aria-label="Kind of rows"
            value={entity ?? ''}
            onChange={({ target }) => setEntity((target.value || null) as ImportEntity | null)}
          >
            <option value="">everything</option>
            {entities.map((each) => (
              <option key={each} value={each}>
                {entityPlural(each)}
              </option>
            ))}
          </select>
          {name === 'conflict' ? (
            <>
              <Button size="small" isDisabled={decide.isPending} onPress={() => decide.mutate(true)}>
                Take the file’s in all
              </Button>
              <Button size="small" isDisabled={decide.isPending} onPress={() => decide.mutate(false)}>
                Keep mine in all
              </Button>
            </>
          ) : (
            name !== 'unchanged' && (
              <>
                <Button size="small" onPress={() => choose({ rows: filter, chosen: true })}>
                  Choose all
                </Button>
                <Button size="small" onPress={() => choose({ rows: filter, chosen: false })}>
                  Choose none
                </Button>
              </>
            )
          )}
        </div>
      </div>
      {hint && <p className={styles.note}>{hint}</p>}
      {name === 'parked' ? (
        <ParkedRows key={entity} importId={job.id} entity={entity} scroller={scroller} onSelect={choose} />
      ) : (
        <RowList
          key={`${name} ${entity}`}
          importId={job.id}
          filter={filter}
          total={entity ? null : countOf(name, counts)}
          scroller={scroller}
          onSelect={choose}
          canFix
        />
      )}
      <ApproveBar job={job} />
    </section>
  )
}
