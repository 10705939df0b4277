import { Link, useLocation } from '@tanstack/react-router'
import { mayInOrganisation, type OrganisationRole } from '@throughline/contract'
import { ChevronDown } from 'lucide-react'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import styles from './OrganisationNav.module.css'
import { type Group, groups, organisationParts, type Part, start } from './organisation-parts.tsx'

/** The parts of the organisation that one may read: a column beside the page, or a menu above it where that is narrow. */
export function OrganisationNav({ role }: { role: OrganisationRole }) {
  const [isOpen, setOpen] = useState(false)
  const toggle = useRef<HTMLButtonElement>(null)
  const listId = useId()
  const current = useCurrentPart()
  const shown = groups
    .map(({ name, parts }) => ({ name, parts: parts.filter(({ act }) => mayInOrganisation(role, act)) }))
    .filter(({ parts }) => parts.length > 0)

  /** The button takes the focus, since what had it is hidden now; beside the page there is no button, and it stays. */
  function close(): void {
    setOpen(false)
    toggle.current?.focus()
  }

  function closeOnEscape({ key }: KeyboardEvent): void {
    if (key === 'Escape' && isOpen) close()
  }

  return (
    <nav className={styles.nav} aria-label="Organisation" onKeyDown={closeOnEscape}>
      <button
        ref={toggle}
        type="button"
        className={styles.toggle}
        aria-expanded={isOpen}
        aria-controls={listId}
        onClick={() => setOpen(!isOpen)}
      >
        {current.icon} {current.name} <ChevronDown aria-hidden />
      </button>
      <div id={listId} className={styles.groups}>
        {shown.map((group) => (
          <NavGroup key={group.name} group={group} onChoose={close} />
        ))}
      </div>
    </nav>
  )
}

function NavGroup({ group: { name, parts }, onChoose }: { group: Group; onChoose: () => void }) {
  const id = useId()
  return (
    <div className={styles.group}>
      <p id={id}>{name}</p>
      <ul aria-labelledby={id}>
        {parts.map((part) => (
          <li key={part.to}>
            <Link
              to={part.to}
              className={styles.part}
              activeProps={{ 'aria-current': 'page' }}
              activeOptions={{ exact: part.to === start }}
              onClick={onChoose}
            >
              {part.icon} {part.name}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** The one that the address is in: that with the longest path, since all are in the first. */
function useCurrentPart(): Pick<Part, 'name' | 'icon'> {
  const { pathname } = useLocation()
  const here = organisationParts.find(({ to }) => to !== start && (pathname === to || pathname.startsWith(`${to}/`)))
  return here ?? (organisationParts[0] as Part)
}
