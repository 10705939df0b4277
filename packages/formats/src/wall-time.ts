const WALL_TIME = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d$/
const IN_EVERY_MONTH = 28

/** Whether it is "2026-03-02T08:00" or another minute of the calendar. */
export function isWallTime(value: string): boolean {
  if (!WALL_TIME.test(value)) return false
  const day = Number(value.slice(8, 10))
  return day <= IN_EVERY_MONTH || day <= daysOf(Number(value.slice(0, 4)), Number(value.slice(5, 7)))
}

function daysOf(year: number, month: number): number {
  const isLeapYear = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  if (month === 2) return isLeapYear ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}
