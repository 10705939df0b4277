// Says what a file of ours says in other words, and adds elements that nobody knows.

const FLAGS: ReadonlySet<string> = new Set([
  ...[
    'Active',
    'Manual',
    'Milestone',
    'Estimated',
    'EffortDriven',
    'Critical',
    'ExternalTask',
    'IsSubproject',
    'IsNull',
  ],
  ...['IgnoreResourceCalendar', 'IsBaseCalendar', 'DayWorking', 'EnteredByOccurrences', 'ScheduleFromStart'],
  ...['MultipleCriticalPaths', 'HonorConstraints', 'IsCostResource', 'CrossProject'],
])
const NUMBERS: ReadonlySet<string> = new Set([
  ...['Units', 'MaxUnits', 'StandardRate', 'OvertimeRate', 'CostPerUse', 'Cost', 'Priority', 'PercentComplete'],
  ...['MinutesPerDay', 'DaysPerMonth', 'LevelingDelay', 'TotalSlack', 'AvailableUnits', 'ConstraintType'],
])
const NAMES: ReadonlySet<string> = new Set(['Name', 'Title', 'Alias', 'Notes'])

/** Another `salt` chooses other places. */
export function foreignWords(xml: string, salt: number): string {
  let place = salt
  const isChosen = () => {
    place = (place * 1_103_515_245 + 12_345) % 2_147_483_648
    return place % 3 === 0
  }
  return xml
    .replace(/<(\w+)>([^<]+)<\/\1>/g, (whole, name: string, text: string) => {
      const words = isChosen() ? otherWords(name, text) : text
      const more = isChosen() && place % 5 === 0 ? `<Odd${place % 7}>&lt;${place}</Odd${place % 7}>` : ''
      return words === text && more === '' ? whole : `<${name}>${words}</${name}>${more}`
    })
    .replace(/<LinkLag>(-?\d+)<\/LinkLag><LagFormat>([78])<\/LagFormat>/g, (whole, lag: string, format: string) =>
      isChosen() ? `<LinkLag>${Number(lag) + 3}</LinkLag><LagFormat>${Number(format) - 2}</LagFormat>` : whole,
    )
    .replace(/<Delay>(\d+)<\/Delay>(.*?)<LevelingDelay>0<\/LevelingDelay>/g, (whole, delay: string, between: string) =>
      isChosen() ? `<Delay>0</Delay>${between}<LevelingDelay>${delay}</LevelingDelay>` : whole,
    )
}

function otherWords(name: string, text: string): string {
  if (/^PT\d+H\d+M0S$/.test(text)) return name === 'Value' ? text : text.replace('M0S', 'M20S')
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:00$/.test(text)) return text.replace(/:00$/, ':30')
  if (FLAGS.has(name)) return text === '1' ? 'true' : 'false'
  if (NUMBERS.has(name)) return `${text}${text.includes('.') ? '0' : '.00'}`
  if (NAMES.has(name)) return ` ${text}\n`
  return text
}
