/** Rows of a table as objects; columns are those of all of them. */
export type XerTable = readonly Readonly<Record<string, string | number>>[]

const SHIFTS = '(0||0(s|08:00|f|12:00)())(0||1(s|13:00|f|17:00)())'

/** Monday to Friday, with a holiday on 2026-03-06. */
export const WEEKDAYS_DATA =
  '(0||CalendarData()(\x7f\x7f  (0||DaysOfWeek()(' +
  `(0||1()())${[2, 3, 4, 5, 6].map((day) => `(0||${day}()(${SHIFTS}))`).join('\x7f\x7f')}(0||7()())))` +
  '(0||VIEW(ShowTotal|N)())(0||Exceptions()((0||0(d|46087)())))))'

export function xerText(tables: Readonly<Record<string, XerTable>>): string {
  const lines = ['ERMHDR\t19.12\t2026-03-01\tProject\tann\tAnn\tdb\tProject Management\tEUR']
  for (const [name, rows] of Object.entries(tables)) {
    const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
    lines.push(`%T\t${name}`, ['%F', ...columns].join('\t'))
    for (const row of rows) lines.push(['%R', ...columns.map((column) => row[column] ?? '')].join('\t'))
  }
  return [...lines, '%E', ''].join('\r\n')
}

/** A project with a calendar, a root element, and the given tasks, links and tables. */
export function projectText(
  tasks: XerTable,
  links: XerTable = [],
  more: Readonly<Record<string, XerTable>> = {},
): string {
  return xerText({
    PROJECT: [
      {
        proj_id: 1,
        proj_short_name: 'Plant',
        export_flag: 'Y',
        clndr_id: 7,
        plan_start_date: '2026-03-02 08:00',
        last_recalc_date: '2026-03-03 08:00',
        critical_drtn_hr_cnt: 8,
        critical_path_type: 'CT_TotFloat',
      },
    ],
    CALENDAR: [{ clndr_id: 7, clndr_name: 'Weekdays', day_hr_cnt: 8, week_hr_cnt: 40, clndr_data: WEEKDAYS_DATA }],
    PROJWBS: [{ wbs_id: 10, proj_id: 1, proj_node_flag: 'Y', wbs_name: 'New plant' }],
    TASK: tasks.map((task) => ({ proj_id: 1, wbs_id: 10, task_type: 'TT_Task', status_code: 'TK_NotStart', ...task })),
    TASKPRED: links.map((link) => ({ proj_id: 1, pred_type: 'PR_FS', ...link })),
    ...more,
  })
}
