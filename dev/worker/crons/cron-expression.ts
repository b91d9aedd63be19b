/** Cloudflare counts weekdays from 1, a Sunday (https://developers.cloudflare.com/workers/configuration/cron-triggers/). */
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']

const FIELDS = [
  { name: 'minute', min: 0, max: 59, names: [] },
  { name: 'hour', min: 0, max: 23, names: [] },
  { name: 'day of month', min: 1, max: 31, names: [] },
  { name: 'month', min: 1, max: 12, names: MONTHS },
  { name: 'weekday', min: 1, max: 7, names: WEEKDAYS },
]

/** Whether a trigger fires in the minute of this time. */
export type CronTrigger = (time: Date) => boolean

/**
 * Reads a cron expression as Cloudflare's Cron Triggers do: five fields, UTC, with lists, ranges, steps and names.
 * @throws Error naming the field that is not understood; `L`, `W` and `#` are not
 */
export function parseCronExpression(expression: string): CronTrigger {
  const texts = expression.trim().split(/\s+/)
  if (texts.length !== FIELDS.length) throw new Error(`Cron expression "${expression}" must have five fields`)
  const [minutes, hours, days, months, weekdays] = FIELDS.map((field, index) =>
    parseField(texts[index]!, field, expression),
  ) as [Set<number>, Set<number>, Set<number>, Set<number>, Set<number>]
  // As in every cron: when both days are narrowed, either one is enough.
  const eitherDay = !texts[2]!.startsWith('*') && !texts[4]!.startsWith('*')
  return (time) => {
    const day = days.has(time.getUTCDate())
    const weekday = weekdays.has(time.getUTCDay() + 1)
    return (
      minutes.has(time.getUTCMinutes()) &&
      hours.has(time.getUTCHours()) &&
      months.has(time.getUTCMonth() + 1) &&
      (eitherDay ? day || weekday : day && weekday)
    )
  }
}

function parseField(text: string, field: (typeof FIELDS)[number], expression: string): Set<number> {
  const values = new Set<number>()
  for (const part of text.split(',')) {
    const match = /^(?:\*|(\w+)(?:-(\w+))?)(?:\/(\d+))?$/.exec(part)
    const [, first, last, step] = match ?? []
    const from = first === undefined ? field.min : valueOf(first, field)
    const to = last !== undefined ? valueOf(last, field) : first === undefined || step ? field.max : from
    const every = step === undefined ? 1 : Number(step)
    if (!match || !(from >= field.min) || !(to <= field.max) || !(from <= to) || every < 1) {
      throw new Error(`Cron expression "${expression}": ${field.name} "${part}" is not understood`)
    }
    for (let value = from; value <= to; value += every) values.add(value)
  }
  return values
}

/** NaN for what is neither a number nor a name. */
function valueOf(text: string, field: (typeof FIELDS)[number]): number {
  const index = field.names.indexOf(text.toUpperCase())
  return index >= 0 ? index + field.min : Number(text)
}
