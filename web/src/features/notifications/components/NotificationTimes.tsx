import { useQuery } from '@tanstack/react-query'
import type { NotificationTimesValues } from '@throughline/contract'
import { useId } from 'react'
import { Choice } from '../../../components/Choice.tsx'
import page from '../../../components/Page.module.css'
import { Skeleton } from '../../../components/Skeleton.tsx'
import { explain } from '../../../lib/toasts.ts'
import { timesQuery, usePutTimes } from '../api/choices.ts'
import { weekdayNames } from '../lib/notification-words.ts'
import styles from './NotificationTimes.module.css'

const quietByDefault = { quietFrom: '20:00', quietUntil: '07:00' }
const timeZones = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]
const timeZoneNames = namesBy(timeZones, (zone) => zone.replaceAll('_', ' '))
const languageNames = new Intl.DisplayNames(['en'], { type: 'language' })
const locales = [
  ...new Set([
    ...navigator.languages,
    ...['en-GB', 'en-US', 'de-DE', 'fr-FR', 'es-ES', 'it-IT', 'nl-NL', 'pt-BR', 'pl-PL', 'sv-SE', 'ja-JP', 'zh-CN'],
  ]),
]
const weekdays = weekdayNames.map((_, index) => String(index + 1))
const weekdayNamesByNumber = namesBy(weekdays, (day) => weekdayNames[Number(day) - 1] ?? day)

/** When one is told by mail: one's time zone, quiet hours, and the hour of digests. */
export function NotificationTimes() {
  const times = useQuery(timesQuery)
  const put = usePutTimes()
  if (times.isPending) return <Skeleton label="Loading when you are told" lines={3} />
  if (times.error) return <p role="alert">{explain(times.error)}</p>
  const { isDefault, ...kept } = times.data
  const shown: NotificationTimesValues = put.isPending ? put.variables : kept
  const change = (values: Partial<NotificationTimesValues>) => put.mutate({ ...shown, ...values })
  const localesShown = [...new Set([shown.locale, ...locales])]
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone
  return (
    <section className={page.part} aria-labelledby="notification-times">
      <h2 id="notification-times">When mail comes</h2>
      {isDefault && own !== shown.timeZone && (
        <p className={page.lead}>
          Times are those of {shown.timeZone}.{' '}
          <button type="button" className={styles.link} onClick={() => change({ timeZone: own })}>
            Use {own}
          </button>
        </p>
      )}
      <div className={styles.grid}>
        <Choice
          label="Time zone"
          value={shown.timeZone}
          names={timeZoneNames}
          values={timeZones}
          onChange={(timeZone) => change({ timeZone })}
        />
        <Choice
          label="Dates as in"
          value={shown.locale}
          names={namesBy(localesShown, (locale) => languageNames.of(locale) ?? locale)}
          values={localesShown}
          onChange={(locale) => change({ locale })}
        />
        <TimeOfDay label="Digests at" value={shown.digestAt} onChange={(digestAt) => change({ digestAt })} />
        <Choice
          label="Weekly digests on"
          value={String(shown.digestWeekday)}
          names={weekdayNamesByNumber}
          values={weekdays}
          onChange={(day) => change({ digestWeekday: Number(day) })}
        />
      </div>
      <QuietHours times={shown} onChange={change} />
    </section>
  )
}

interface QuietHoursProps {
  times: NotificationTimesValues
  onChange: (values: Partial<NotificationTimesValues>) => void
}

function QuietHours({ times: { quietFrom, quietUntil }, onChange }: QuietHoursProps) {
  const isQuiet = quietFrom !== null && quietUntil !== null
  return (
    <>
      <label className={page.setting}>
        <input
          type="checkbox"
          checked={isQuiet}
          onChange={() => onChange(isQuiet ? { quietFrom: null, quietUntil: null } : quietByDefault)}
        />
        <span>
          <strong>Quiet hours</strong>
          <span>Mails wait until they end. What is about the security of your account comes all the same.</span>
        </span>
      </label>
      {isQuiet && (
        <div className={styles.grid}>
          <TimeOfDay label="Quiet from" value={quietFrom} onChange={(value) => onChange({ quietFrom: value })} />
          <TimeOfDay label="Quiet until" value={quietUntil} onChange={(value) => onChange({ quietUntil: value })} />
        </div>
      )}
    </>
  )
}

interface TimeOfDayProps {
  label: string
  value: string
  onChange: (value: string) => void
}

/** Kept once it is left: while it is typed it is many times that nobody means. */
function TimeOfDay({ label, value, onChange }: TimeOfDayProps) {
  const id = useId()
  return (
    <div className={page.choice}>
      <label htmlFor={id}>{label}</label>
      <input
        key={value}
        id={id}
        type="time"
        className={styles.time}
        defaultValue={value}
        onBlur={({ target }) => target.value && target.value !== value && onChange(target.value)}
      />
    </div>
  )
}

function namesBy(values: readonly string[], nameOf: (value: string) => string): Record<string, string> {
  return Object.fromEntries(values.map((value) => [value, nameOf(value)]))
}
