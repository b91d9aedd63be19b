import { wholeUnits } from '#app/domain/duration.ts'

const UNITS = {
  day: { one: '24\u00a0Stunden', oneDative: '24\u00a0Stunden', many: 'Tage', manyDative: 'Tagen' },
  hour: { one: 'eine Stunde', oneDative: 'einer Stunde', many: 'Stunden', manyDative: 'Stunden' },
  minute: { one: 'eine Minute', oneDative: 'einer Minute', many: 'Minuten', manyDative: 'Minuten' },
  second: { one: 'eine Sekunde', oneDative: 'einer Sekunde', many: 'Sekunden', manyDative: 'Sekunden' },
}

/** „30 Tage“, as a subject or an object. */
export function durationIn(seconds: number): string {
  const { unit, count } = wholeUnits(seconds)
  return count === 1 ? UNITS[unit].one : `${count}\u00a0${UNITS[unit].many}`
}

/** „30 Tagen“, behind „nach“, „seit“ or „vor“. */
export function durationDative(seconds: number): string {
  const { unit, count } = wholeUnits(seconds)
  return count === 1 ? UNITS[unit].oneDative : `${count}\u00a0${UNITS[unit].manyDative}`
}
