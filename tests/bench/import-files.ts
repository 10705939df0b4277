const phaseSize = 100

/** A Microsoft Project file of phases of 99 tasks, with about 1.7 links a task, as the plans of the other benches have. */
export function mspdiOf(taskCount: number): { text: string; links: number } {
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<Project xmlns="http://schemas.microsoft.com/project"><Name>Plant</Name><StartDate>2026-01-05T08:00:00</StartDate><Tasks>',
  ]
  let links = 0
  for (let uid = 1; uid <= taskCount; uid += 1) {
    const isPhase = (uid - 1) % phaseSize === 0
    const predecessors = isPhase ? [] : predecessorsOf(uid)
    links += predecessors.length
    lines.push(
      `<Task><UID>${uid}</UID><ID>${uid}</ID><Name>${isPhase ? 'Phase' : 'Task'} ${uid}</Name>` +
        `<OutlineLevel>${isPhase ? 1 : 2}</OutlineLevel><Duration>PT${8 * (1 + (uid % 5))}H0M0S</Duration>` +
        `<DurationFormat>7</DurationFormat>${predecessors.map(linkXml).join('')}</Task>`,
    )
  }
  lines.push('</Tasks></Project>', '')
  return { text: lines.join('\n'), links }
}

const linkXml = (uid: number) =>
  `<PredecessorLink><PredecessorUID>${uid}</PredecessorUID><Type>1</Type></PredecessorLink>`

/** The task before it and, of seven in ten, one up to sixty places earlier; never a phase. */
function predecessorsOf(uid: number): number[] {
  const found = new Set<number>()
  const before = uid - 1
  if ((before - 1) % phaseSize !== 0) found.add(before)
  const earlier = uid - 2 - ((uid * 7) % 59)
  if (uid % 10 < 7 && earlier > 1 && (earlier - 1) % phaseSize !== 0) found.add(earlier)
  return [...found]
}

/** A table of tasks under phases, each after the one before it. */
export function csvOf(rowCount: number): string {
  const lines = ['ID,Outline level,Name,Duration,Predecessors,Notes']
  for (let id = 1; id <= rowCount; id += 1) {
    const isPhase = (id - 1) % phaseSize === 0
    const before = isPhase || (id - 2) % phaseSize === 0 ? '' : String(id - 1)
    lines.push(`${id},${isPhase ? 1 : 2},Task ${id},${1 + (id % 5)}d,${before},Row ${id} of the table`)
  }
  return `${lines.join('\n')}\n`
}
