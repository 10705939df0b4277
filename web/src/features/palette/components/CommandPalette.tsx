import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { SearchHit } from '@throughline/contract'
import { Search } from 'lucide-react'
import { useDeferredValue, useEffect, useRef, useState } from 'react'
import {
  Modal as AriaModal,
  Autocomplete,
  Dialog,
  Header,
  Input,
  Menu,
  MenuItem,
  MenuSection,
  ModalOverlay,
  TextField,
} from 'react-aria-components'
import modal from '../../../components/Modal.module.css'
import { type Command, commands } from '../../../lib/commands.ts'
import { useStore } from '../../../lib/use-store.ts'
import { isSearched, searchQuery } from '../api/search.ts'
import { findCommands, inGroups } from '../lib/find-commands.ts'
import { text } from '../lib/palette-words.ts'
import styles from './CommandPalette.module.css'
import { HitItem } from './HitItem.tsx'
import { Keys } from './Keys.tsx'

interface CommandPaletteProps {
  onClose: () => void
  onGo: (path: string) => void
}

/** Commands stand first, so that what is found later does not move what Enter would do; they leave it room. */
const mostBesideHits = 5

/** Every action and page by its name, and everything that the search finds. */
export function CommandPalette({ onClose, onGo }: CommandPaletteProps) {
  const [query, setQuery] = useState('')
  const asked = useDeferredValue(query)
  const found = useQuery({ ...searchQuery(asked), placeholderData: keepPreviousData })
  const hits: readonly SearchHit[] = isSearched(query) ? (found.data?.items ?? []) : []
  const matching = findCommands(useStore(commands), query).filter(({ id }) => id !== 'palette.open')
  const groups = inGroups(hits.length > 0 ? matching.slice(0, mostBesideHits) : matching)
  const chosen = useChosen()

  function choose(act: () => void): void {
    chosen.current = act
    onClose()
  }

  /** Who types fast presses Enter before anything in the list is marked: the first is meant. */
  function chooseFirst(): void {
    const [command] = groups[0]?.commands ?? []
    const [hit] = hits
    if (command) choose(() => command.run?.())
    else if (hit) choose(() => onGo(hit.path))
  }

  return (
    <ModalOverlay className={modal.overlay ?? ''} isOpen isDismissable onOpenChange={(open) => !open && onClose()}>
      <AriaModal className={`${modal.modal} ${styles.palette}`}>
        <Dialog className={styles.dialog ?? ''} aria-label={text('open')}>
          <Autocomplete inputValue={query} onInputChange={setQuery}>
            <TextField className={styles.field ?? ''} aria-label={text('open')} autoFocus>
              <Search aria-hidden />
              <Input
                placeholder={text('placeholder')}
                onKeyDown={({ key, currentTarget }) => {
                  if (key === 'Enter' && !currentTarget.getAttribute('aria-activedescendant')) chooseFirst()
                }}
              />
            </TextField>
            <Menu
              className={styles.list ?? ''}
              aria-label={text('results')}
              renderEmptyState={() => (
                <p className={styles.none}>{text(found.isFetching ? 'searching' : 'none', { query: query.trim() })}</p>
              )}
            >
              {[
                ...groups.map(({ name, commands: of }) => (
                  <MenuSection key={name}>
                    <Header className={styles.group ?? ''}>{name}</Header>
                    {of.map((command) => commandItem(command, () => choose(() => command.run?.())))}
                  </MenuSection>
                )),
                ...(hits.length > 0
                  ? [
                      <MenuSection key="found">
                        <Header className={styles.group ?? ''}>{text('found')}</Header>
                        {hits.map((hit) => (
                          <HitItem key={hit.id} hit={hit} onChoose={() => choose(() => onGo(hit.path))} />
                        ))}
                      </MenuSection>,
                    ]
                  : []),
              ]}
            </Menu>
          </Autocomplete>
          <p className={styles.foot} role="status">
            {found.isError && isSearched(query) ? text('failed') : !isSearched(query) && text('hint')}
          </p>
        </Dialog>
      </AriaModal>
    </ModalOverlay>
  )
}

const commandItem = ({ id, name, keys }: Command, onChoose: () => void) => (
  <MenuItem key={id} id={id} className={styles.item ?? ''} textValue={name} onAction={onChoose}>
    <span className={styles.name}>{name}</span>
    {keys?.[0] && <Keys keys={keys.slice(0, 1)} />}
  </MenuItem>
)

/** Done once the palette is gone and the focus is back where it was: what is done may want it elsewhere. */
function useChosen() {
  const chosen = useRef<(() => void) | null>(null)
  useEffect(
    () => () => {
      const act = chosen.current
      if (act) requestAnimationFrame(act)
    },
    [],
  )
  return chosen
}
