import type { FunnelDetail } from '#app/data/console/funnel.server.ts'
import type { Period } from '#app/domain/console/period.ts'
import type { Column, Section } from '#app/domain/console/page-view.ts'
import { daysOf } from '#app/domain/day.ts'
import { FUNNEL_DIMENSIONS, FUNNEL_STAGES, type FunnelCounts } from '#app/domain/visit/funnel.ts'
import { DIMENSION_WORDS } from '#app/domain/visit/funnel-words.ts'
import { FEW, cautiousRate } from './funnel-stages.server.ts'
import type { FunnelSummary } from './funnel-summary.server.ts'

const number = (id: string, label: string): Column => ({ id, label, kind: 'number' })
const percent = (id: string, label: string): Column => ({ id, label, kind: 'percent' })

const COLUMNS: readonly Column[] = [
  number('landings', 'Landings'),
  number('starts', 'Starts'),
  percent('startRate', 'of landings'),
  number('completed', 'Completed'),
  percent('completionRate', 'of starts'),
  number('leads', 'Leads'),
  percent('leadRate', 'of starts'),
]

function cellsOf({ landings, starts, completed, emails }: FunnelCounts) {
  return {
    landings,
    starts,
    startRate: cautiousRate(starts, landings),
    completed,
    completionRate: cautiousRate(completed, starts),
    leads: emails,
    leadRate: cautiousRate(emails, starts),
  }
}

const NOTHING = Object.fromEntries(FUNNEL_STAGES.map((stage) => [stage, 0])) as FunnelCounts

/** Day by day, those without any visit too. */
export function daySection(details: readonly FunnelDetail[], { range }: Period): Section {
  const known = new Map(details.flatMap((row) => (row.by === 'day' ? [[row.value, row]] : [])))
  const days = daysOf(range)
  const values = (stage: 'starts' | 'completed' | 'emails') => days.map((day) => known.get(day)?.[stage] ?? 0)
  return {
    id: 'days',
    title: 'Day by day',
    text: 'By the day of the start: what people do later adds to the day on which they began.',
    ...(days.length > 1 &&
      known.size > 0 && {
        chart: {
          kind: 'trend',
          name: `Starts, completed assessments and leads of each day from ${range.from} to ${range.to}`,
          days,
          series: [
            { label: 'Starts', values: values('starts') },
            { label: 'Completed', values: values('completed') },
            { label: 'Leads', values: values('emails') },
          ],
        },
      }),
    table: {
      dense: true,
      caption: 'The funnel by day',
      columns: [{ id: 'day', label: 'Day (UTC)' }, ...COLUMNS],
      rows:
        known.size === 0
          ? []
          : days.toReversed().map((day) => ({ cells: { day, ...cellsOf(known.get(day) ?? NOTHING) } })),
      empty: 'Nobody came on any of these days.',
    },
  }
}

/** A table of each dimension: the values with the most starts, and all others as one row. */
export function dimensionSections(details: readonly FunnelDetail[], params: URLSearchParams): Section[] {
  return FUNNEL_DIMENSIONS.map((dimension) => {
    const { name, label } = DIMENSION_WORDS[dimension]
    const rows = details
      .filter(({ by }) => by === dimension)
      .sort(
        (one, other) =>
          Number(one.value === null) - Number(other.value === null) || other.starts - one.starts,
      )
    return {
      id: `by-${name}`,
      title: `By ${label.toLowerCase()}`,
      table: {
        dense: true,
        caption: `The funnel by ${label.toLowerCase()}; rates from ${FEW} on`,
        columns: [{ id: 'value', label }, ...COLUMNS, number('startsBefore', 'Starts before')],
        rows: rows.map((row) => ({
          cells: {
            value: row.value ?? `${row.values} others together`,
            ...cellsOf(row),
            startsBefore: row.startsBefore,
          },
          href: row.value === null ? undefined : addressWith(params, name, row.value),
        })),
        empty: 'Nobody came in these days.',
      },
    }
  })
}

function addressWith(params: URLSearchParams, name: string, value: string): string {
  const next = new URLSearchParams([...params].filter(([key, given]) => given !== '' && key !== 'done'))
  next.set(name, value)
  return `/ops/funnel?${next}`
}

const WHO = { bot: 'Programs', preview: 'Previews of a variant', own_test: 'Own tests' } as const

/** What is in no figure above, each kind with its own count. */
export function leftOutSection({ leftOut }: FunnelSummary): Section {
  return {
    id: 'left-out',
    title: 'Left out',
    text: 'In none of the figures above: what names itself as a program, looks at a variant by ?variant=, begins at ?own-test or has an address of OWN_EMAIL_DOMAINS.',
    table: {
      dense: true,
      caption: 'Visits that are left out',
      columns: [
        { id: 'kind', label: 'Whose' },
        number('landings', 'Landings'),
        number('starts', 'Starts'),
        number('completed', 'Completed'),
      ],
      rows: leftOut.map(({ kind, ...counts }) => ({
        cells: { kind: WHO[kind], ...counts },
      })),
      empty: 'There is no other kind of visit.',
    },
  }
}
