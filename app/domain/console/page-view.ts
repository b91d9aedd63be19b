import type { Chart } from './chart.ts'
import type { Role } from './roles.ts'

/** What a cell or a figure holds; times as ISO text, spans of time in seconds. */
export type CellValue = string | number | boolean | null
/** `code` is an id or a typed name; `state` a word with a colour; `percent` a share of 1, or why there is none; `change` one with its sign. */
export type CellKind = 'text' | 'number' | 'percent' | 'change' | 'time' | 'duration' | 'code' | 'state'
export type Tone = 'good' | 'bad' | 'wait'

/** Leads to the page that says what would be done, and to how many. */
export interface ActLink {
  label: string
  href: string
}

export interface Column {
  id: string
  label: string
  kind?: CellKind
}

export interface Row {
  cells: Readonly<Record<string, CellValue>>
  href?: string | undefined
  tone?: Tone | undefined
  acts?: readonly ActLink[]
}

export interface Table {
  caption: string
  columns: readonly Column[]
  rows: readonly Row[]
  /** numbers to be compared: it stays a table on a narrow screen, and scrolls */
  dense?: boolean
  empty: string
}

export interface Figure {
  id: string
  label: string
  value: CellValue
  kind?: CellKind
  capped?: boolean
  /** what is counted, out of what, and since when */
  definition: string
  href?: string
  tone?: Tone | undefined
}

export interface Verdict {
  id: string
  promise: string
  kept: boolean
  /** nobody has looked yet */
  unknown?: boolean
  sentence: string
  /** what to do, and where to look; empty when it is kept */
  todo: readonly string[]
  href: string
}

/** A part of a page. `id` is unique in it: addresses lead there, and JSON names it by that. */
export interface Section {
  id: string
  title: string
  text?: string
  verdicts?: readonly Verdict[]
  figures?: readonly Figure[]
  /** to be copied as it is */
  code?: string
  /** shows what the table says, which is then closed until somebody opens it */
  chart?: Chart
  /** beside the one next to it, where there is room */
  half?: boolean
  table?: Table
  acts?: readonly ActLink[]
}

export interface FilterField {
  name: string
  label: string
  kind: 'select' | 'number' | 'date' | 'text'
  value: string
  /** of a select: the page is always of one of them */
  required?: boolean
  /** of a number; 0 and 100 where nothing is said */
  least?: number
  most?: number
  options?: readonly { value: string; label: string }[]
}

/** Contact details that are closed, or open for this once. */
export interface DetailsOffer {
  count: number
  open: boolean
}

/** A page of /ops in every form: HTML, CSV, JSON and the text of `npm run ops:report`. */
export interface PageView {
  title: string
  lead: string
  sections: readonly Section[]
  filters?: readonly FilterField[]
  /** one sentence each: then the filters do not apply, and nothing is shown of what they would choose */
  errors?: readonly string[]
  first?: string | undefined
  next?: string | undefined
  details?: DetailsOffer
  done?: string
  needsSomebody?: boolean
}

/** A count that stops at `most`, as a figure shows it. */
export function capped(count: number, most: number): Pick<Figure, 'value' | 'capped'> {
  return count > most ? { value: most, capped: true } : { value: count }
}

export interface Frame {
  name: string
  roles: readonly Role[]
  navigation: { label: string; href: string; current: boolean }[]
  /** the page's address without a format, and its query */
  path: string
  search: string
}

export interface ShownPage {
  view: PageView
  frame: Frame
}
