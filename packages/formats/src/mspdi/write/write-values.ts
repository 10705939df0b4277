import type { WallTime } from '../../plan-document.ts'

/** The words of values, null for none. */
export function dateText(date: WallTime): string {
  return `${date}:00`
}

export function dateOrNull(date: WallTime | null | undefined): string | null {
  return date == null ? null : dateText(date)
}

/** "PT8H30M0S". */
export function durationText(minutes: number): string {
  return `PT${Math.floor(minutes / 60)}H${minutes % 60}M0S`
}

export function durationOrNull(minutes: number | null): string | null {
  return minutes === null ? null : durationText(minutes)
}

export function flagText(value: boolean): string {
  return value ? '1' : '0'
}

export function guidOrNull(guid: string | null): string | null {
  return guid === null ? null : guid.toUpperCase()
}

/** Tenths of a minute. */
export function tenthsOrNull(minutes: number | null | undefined): string | null {
  return minutes == null ? null : String(minutes * 10)
}

export function textOrNull(text: string): string | null {
  return text === '' ? null : text
}
