import { type MailCadence, mailCadence, type NotificationDefault } from '@throughline/contract'
import type { PreferenceChange } from '../api/choices.ts'
import { cadenceNames, groupNames } from '../lib/notification-words.ts'
import styles from './PreferenceTable.module.css'

type Preference = Omit<NotificationDefault, 'isDefault'>

interface PreferenceTableProps {
  label: string
  preferences: readonly Preference[]
  /** What is being kept: it is shown already. */
  pending?: PreferenceChange | undefined
  isDisabled?: boolean
  onChange: (change: PreferenceChange) => void
}

/** By which channels each kind of event is told, and when. What is told in any case is not asked. */
export function PreferenceTable({ label, preferences, pending, isDisabled = false, onChange }: PreferenceTableProps) {
  const chosen = preferences
    .filter(({ isFixed }) => !isFixed)
    .map((preference) => (preference.kind === pending?.kind ? { ...preference, ...pending } : preference))
  const groups = [...new Set(chosen.map(({ group }) => group))]
  return (
    <table className={styles.table} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">Inbox</th>
          <th scope="col">Mail</th>
        </tr>
      </thead>
      {groups.map((group) => (
        <tbody key={group}>
          <tr>
            <th scope="rowgroup" colSpan={3} className={styles.group}>
              {groupNames[group]}
            </th>
          </tr>
          {chosen
            .filter((preference) => preference.group === group)
            .map((preference) => (
              <Row key={preference.kind} {...{ preference, isDisabled, onChange }} />
            ))}
        </tbody>
      ))}
    </table>
  )
}

interface RowProps extends Pick<PreferenceTableProps, 'onChange'> {
  preference: Preference
  isDisabled: boolean
}

function Row({ preference: { kind, title, inbox, mail }, isDisabled, onChange }: RowProps) {
  const choose = (value: string): MailCadence => mailCadence.options.find((one) => one === value) ?? mail
  return (
    <tr>
      <th scope="row">{title}</th>
      <td>
        <input
          type="checkbox"
          aria-label={`${title}: in the inbox`}
          checked={inbox}
          disabled={isDisabled}
          onChange={() => onChange({ kind, inbox: !inbox, mail })}
        />
      </td>
      <td>
        <select
          aria-label={`${title}: by mail`}
          value={mail}
          disabled={isDisabled}
          onChange={({ target }) => onChange({ kind, inbox, mail: choose(target.value) })}
        >
          {mailCadence.options.map((cadence) => (
            <option key={cadence} value={cadence}>
              {cadenceNames[cadence]}
            </option>
          ))}
        </select>
      </td>
    </tr>
  )
}
