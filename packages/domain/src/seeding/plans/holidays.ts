import type { SeedHoliday } from '../seed-plan.ts'

export const publicHolidays: readonly SeedHoliday[] = [
  { name: "New Year's Day", date: '01-01' },
  { name: 'Labour Day', date: '05-01' },
  { name: 'Christmas Day', date: '12-25' },
  { name: 'Boxing Day', date: '12-26' },
]
