import type { ImportEntity, ImportSelection } from '@throughline/contract'
import { type RefObject, useState } from 'react'
import { Button } from '../../../components/Button.tsx'
import { RowList } from './RowList.tsx'

interface ParkedRowsProps {
  importId: string
  entity?: ImportEntity | null
  scroller: RefObject<HTMLElement | null>
  onSelect?: (selection: ImportSelection) => void
}

/** Rows that cannot be taken, to be fixed; those that only wait for one of them follow when they are asked for. */
export function ParkedRows({ importId, entity, scroller, onSelect }: ParkedRowsProps) {
  const [isShown, setShown] = useState(false)
  const kind = entity ? { entity } : {}
  const list = { importId, total: null, scroller, ...(onSelect ? { onSelect } : {}) }
  return (
    <>
      <RowList {...list} filter={{ state: 'parked', ...kind }} canFix />
      <div>
        <Button size="small" aria-expanded={isShown} onPress={() => setShown(!isShown)}>
          {isShown ? 'Hide the rows that wait for these' : 'Show the rows that wait for these'}
        </Button>
      </div>
      {isShown && <RowList {...list} label="Rows that wait" filter={{ state: 'held', ...kind }} />}
    </>
  )
}
