import { type CustomRole, type MemberValues, type ProjectRole, projectRoles } from '@throughline/contract'
import { UserMinus } from 'lucide-react'
import { IconButton } from './IconButton.tsx'
import styles from './Standings.module.css'

const whatRolesMayDo: Record<ProjectRole, string> = {
  viewer: 'sees the plan',
  member: 'reports progress',
  scheduler: 'changes the plan',
  manager: 'changes the project and its people',
  owner: 'may delete the project',
}

/** Somebody, or a team, with what they are in a project or a program. */
export interface Standing {
  id: string
  name: string
  /** A line beside the name. */
  more: string
  role: ProjectRole
  customRoleId: string | null
}

interface StandingsProps {
  label: string
  standings: readonly Standing[]
  /** Who could be given a role. */
  others: readonly { id: string; name: string }[]
  customRoles: readonly CustomRole[]
  mayChange: boolean
  addLabel: string
  onPut: (given: { id: string; standing: MemberValues }) => void
  onRemove: (id: string) => void
}

/** Who has which role, with a choice of it; people and teams alike. */
export function Standings(props: StandingsProps) {
  const { label, standings, others, customRoles, mayChange, addLabel, onPut, onRemove } = props
  return (
    <>
      {standings.length === 0 && <p className={styles.none}>None so far.</p>}
      <ul className={styles.list} aria-label={label}>
        {standings.map((standing) => (
          <li key={standing.id}>
            <div>
              <strong>{standing.name}</strong>
              <span>{standing.more}</span>
            </div>
            <RoleChoice
              standing={standing}
              customRoles={customRoles}
              mayChange={mayChange}
              onChoose={(values) => onPut({ id: standing.id, standing: values })}
            />
            {mayChange && (
              <IconButton
                label={`Take ${standing.name} out`}
                icon={<UserMinus />}
                onPress={() => onRemove(standing.id)}
              />
            )}
          </li>
        ))}
      </ul>
      {mayChange && others.length > 0 && (
        <label className={styles.add}>
          {addLabel}
          <select value="" onChange={({ target }) => onPut({ id: target.value, standing: { role: 'scheduler' } })}>
            <option value="" disabled>
              Choose…
            </option>
            {others.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
    </>
  )
}

interface RoleChoiceProps {
  standing: Standing
  customRoles: readonly CustomRole[]
  mayChange: boolean
  onChoose: (values: MemberValues) => void
}

function RoleChoice({ standing, customRoles, mayChange, onChoose }: RoleChoiceProps) {
  const choose = (value: string) => onChoose(isRole(value) ? { role: value } : { customRoleId: value })
  return (
    <select
      aria-label={`Role of ${standing.name}`}
      value={standing.customRoleId ?? standing.role}
      disabled={!mayChange}
      onChange={({ target }) => choose(target.value)}
    >
      {projectRoles.map((role) => (
        <option key={role} value={role}>
          {role}: {whatRolesMayDo[role]}
        </option>
      ))}
      {customRoles.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  )
}

const isRole = (value: string): value is ProjectRole => (projectRoles as readonly string[]).includes(value)
