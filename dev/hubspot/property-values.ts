import type { PropertyProblem } from './errors.ts'
import type { PropertyDefinition, Schema } from './schema.ts'

/** First version that enforces an administrator's rules and reports normalised dates. */
const STRICT_VERSION = '2026-09'

/** Whether a version segment is date-based and at least 2026-09. */
export function isStrict(version: string): boolean {
  return /^\d{4}-\d{2}$/.test(version) && version >= STRICT_VERSION
}

export interface Warning {
  category: string
  message: string
  context: Record<string, string>
}

export interface CheckedValues {
  values: Record<string, string>
  problems: PropertyProblem[]
  warnings: Warning[]
}

/**
 * Checks and normalises the properties of one input; every problem is found, not only the first.
 * Empty text clears a value and fits every type.
 */
export function checkValues(
  schema: Schema,
  properties: Record<string, unknown>,
  version: string,
): CheckedValues {
  const checked: CheckedValues = { values: {}, problems: [], warnings: [] }
  for (const [name, raw] of Object.entries(properties)) {
    const value = raw === null || raw === undefined ? '' : typeof raw === 'string' ? raw : JSON.stringify(raw)
    const definition = schema.get(name)
    const problem = (code: string, message: string) => {
      checked.problems.push({ code, property: name, message, value })
    }
    if (!definition) problem('PROPERTY_DOESNT_EXIST', `Property "${name}" does not exist`)
    else if (definition.modificationMetadata.readOnlyValue) {
      problem('READ_ONLY_VALUE', `"${name}" is a read only property; its value cannot be set.`)
    } else {
      const outcome = normalised(definition, value, version)
      if ('code' in outcome) problem(outcome.code, outcome.message)
      else {
        checked.values[name] = outcome.value
        if (outcome.reported) checked.warnings.push(normalisedDate(name, value, outcome.value))
      }
    }
  }
  return checked
}

type Outcome = { value: string; reported?: boolean } | { code: string; message: string }

function normalised(definition: PropertyDefinition, value: string, version: string): Outcome {
  if (value === '') return { value }
  if (definition.name === 'email') return email(value)
  switch (definition.type) {
    case 'number':
      return Number.isFinite(Number(value)) && value.trim() !== ''
        ? { value: value.trim() }
        : { code: 'INVALID_INTEGER', message: `${value} was not a valid number.` }
    case 'date':
      return date(value, version)
    case 'datetime':
      return dateTime(value)
    case 'bool':
    case 'enumeration':
      return option(definition, value)
    default:
      return { value }
  }
}

/** HubSpot keeps e-mail addresses in lower case and answers them so. */
function email(value: string): Outcome {
  const address = value.trim().toLowerCase()
  const valid =
    address.length <= 254 &&
    /^[^\s@<>(),;:"[\]\\]+@([a-z0-9\u0080-\uffff-]+\.)+[a-z\u0080-\uffff]{2,}$/.test(address)
  return valid ? { value: address } : { code: 'INVALID_EMAIL', message: `Email address ${value} is invalid` }
}

function option(definition: PropertyDefinition, value: string): Outcome {
  const chosen = definition.fieldType === 'checkbox' ? value.split(';').filter(Boolean) : [value]
  const allowed = new Set(definition.options.map((entry) => entry.value))
  if (chosen.every((entry) => allowed.has(entry))) return { value }
  const list = definition.options.map(({ label, value: name }) => `label: "${label}"\nvalue: "${name}"\n`)
  return {
    code: 'INVALID_OPTION',
    message: `${value} was not one of the allowed options: [${list.join(', ')}]`,
  }
}

const DAY_MS = 24 * 60 * 60 * 1000

function date(value: string, version: string): Outcome {
  const time = instant(value)
  if (time === undefined) return { code: 'INVALID_LONG', message: `${value} was not a valid long.` }
  const day = new Date(time).toISOString().slice(0, 10)
  if (day === value) return { value: day }
  if (time % DAY_MS === 0 || isStrict(version)) return { value: day, reported: isStrict(version) }
  const clock = new Date(time).toISOString().slice(11, 23)
  return { code: 'INVALID_DATE', message: `${value} is at ${clock} UTC, not midnight!` }
}

function dateTime(value: string): Outcome {
  const time = instant(value)
  return time === undefined
    ? { code: 'INVALID_LONG', message: `${value} was not a valid long.` }
    : { value: new Date(time).toISOString() }
}

/** Epoch milliseconds of a day, an ISO time or epoch milliseconds as text; undefined for anything else. */
function instant(value: string): number | undefined {
  if (/^-?\d{1,15}$/.test(value)) return Number(value)
  const match = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2}))?$/.exec(value)
  const time = match ? Date.parse(value) : NaN
  if (!match || Number.isNaN(time)) return undefined
  // Date.parse rolls 30 February over to March; HubSpot refuses it.
  const day = match[1] ?? ''
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day) ? time : undefined
}

function normalisedDate(property: string, rawValue: string, normalizedValue: string): Warning {
  return {
    category: 'PROPERTY_VALUE_NORMALIZED',
    message: `The value of property "${property}" was normalized`,
    context: { propertyName: property, rawValue, normalizedValue },
  }
}
