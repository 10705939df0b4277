// The look of a printed chart: the light colours of the web client, and lengths in points.

export const colours = {
  paper: '#ffffff',
  header: '#f0f3f6',
  text: '#17202a',
  soft: '#4c5a68',
  faint: '#7b8794',
  border: '#b9c3cd',
  grid: '#e6ebef',
  dayOff: '#f1f4f7',
  bar: '#5fa9b0',
  barDone: '#226a72',
  critical: '#e0664b',
  criticalDone: '#a83a22',
  summary: '#3a4754',
  milestone: '#3a4754',
  inactive: '#c4ccd4',
  baseline: '#a9b4bf',
  deadline: '#875300',
  late: '#b3261e',
  link: '#93a0ac',
  status: '#7447d1',
} as const

export const sizes = {
  margin: 28,
  titleHeight: 34,
  axisHeight: 28,
  legendHeight: 18,
  footerHeight: 14,
  title: 13,
  text: 7.5,
  small: 6.5,
  rowHeight: 15,
  /** With a baseline under each bar. */
  rowHeightWithBaseline: 18,
  bar: 8,
  baselineBar: 2.5,
  diamond: 4.2,
  cellPadding: 4,
  indent: 8,
  labelWidth: 150,
} as const

/** Points of a day; days off that are narrower are a pattern and no information. */
export const leastShaded = 1.6
