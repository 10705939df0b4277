import type { ImportCounts } from '@throughline/contract'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import { countOf, type FilterName, filters } from '../lib/filters.ts'
import styles from './Review.module.css'

interface CountChipsProps {
  counts: ImportCounts
  chosen: FilterName
  onChoose: (name: FilterName) => void
}

const tones: Partial<Record<FilterName, string>> = { conflict: 'warning', parked: 'danger' }

/** How many rows there are of which kind; each shows its own. */
export function CountChips({ counts, chosen, onChoose }: CountChipsProps) {
  const shown = filters.filter(({ name }) => name === 'all' || name === chosen || countOf(name, counts) > 0)
  return (
    <ToggleButtonGroup
      className={styles.chips ?? ''}
      aria-label="Rows to show"
      disallowEmptySelection
      selectedKeys={[chosen]}
      onSelectionChange={(keys) => {
        const name = shown.find((each) => keys.has(each.name))?.name
        if (name) onChoose(name)
      }}
    >
      {shown.map(({ name, title }) => (
        <ToggleButton key={name} id={name} className={styles.chip ?? ''} data-tone={tones[name]}>
          {title} <b>{countOf(name, counts).toLocaleString('en')}</b>
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}
