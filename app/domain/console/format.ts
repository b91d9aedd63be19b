import { DAY, HOUR, MINUTE } from '#app/domain/duration.ts'
import type { CellKind, CellValue, Figure } from './page-view.ts'

const numbers = new Intl.NumberFormat('en', { maximumFractionDigits: 2 })
const percents = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 })
const changes = new Intl.NumberFormat('en', {
  style: 'percent',
  maximumFractionDigits: 1,
  signDisplay: 'exceptZero',
})

export function changeInWords(share: number): string {
  return changes.format(share)
}

export function spanInWords(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  if (whole < MINUTE) return `${whole} s`
  if (whole < HOUR) return `${Math.floor(whole / MINUTE)} min`
  const [big, small, names] = whole < DAY ? [HOUR, MINUTE, ['h', 'min']] : [DAY, HOUR, ['d', 'h']]
  const rest = Math.floor((whole % big) / small)
  return `${Math.floor(whole / big)} ${names[0]}${rest === 0 ? '' : ` ${rest} ${names[1]}`}`
}

function timeInWords(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`
}

export function formatValue(value: CellValue, kind: CellKind = 'text'): string {
  if (value === null || value === '') return '–'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (kind === 'time' && typeof value === 'string') return timeInWords(value)
  if (kind === 'percent' && typeof value === 'number') return percents.format(value)
  if (kind === 'change' && typeof value === 'number') return changeInWords(value)
  if (kind === 'duration' && typeof value === 'number') return spanInWords(value)
  if (kind === 'state' && typeof value === 'string') return value.replaceAll('_', ' ')
  return typeof value === 'number' ? numbers.format(value) : value
}

export function formatFigure({ value, kind = 'number', capped }: Figure): string {
  return `${formatValue(value, kind)}${capped ? '+' : ''}`
}
