import type { ParseArgsOptionDescriptor } from 'node:util'

/** An option as `parseArgs` takes it, with its words. */
export interface ScriptOption extends ParseArgsOptionDescriptor {
  /** What its value is called in the help, e.g. `ADDRESS`. */
  value?: string
  does: string
}
export type ScriptOptions = Record<string, ScriptOption>

export interface ScriptWords {
  /** As npm calls it, e.g. `db:reset`. */
  name: string
  /** What it does, to whom and how often it may be repeated. */
  does: string
  /** Ways to call it, as they follow `npm run NAME`; derived from the options unless told. */
  usage?: readonly string[]
  options?: ScriptOptions
  /** What else may follow, e.g. `{ '[group...]': 'only these groups' }`; nothing unless told. */
  operands?: Readonly<Record<string, string>>
  /** The settings that it reads, and what each is for. */
  settings?: Readonly<Record<string, string>>
  /** What the exit codes 0 and 1 say, unless it is "done" and "failed". */
  exits?: { 0: string; 1: string }
}

const HELP_WIDTH = 100
const USUAL_EXITS = { 0: 'done', 1: 'failed; the last line says why' }

/** How to call it, a line each. */
export function usageText({ name, usage, options = {} }: ScriptWords): string {
  const ways = usage ?? [Object.keys(options).length > 0 ? '[-- OPTIONS]' : '']
  const lines = ways.map((way) => `npm run ${name} ${way}`.trimEnd())
  return `Usage: ${lines.join('\n       ')}`
}

/** All that `--help` shows. */
export function helpText(script: ScriptWords): string {
  const { name, does, options = {}, operands = {}, settings = {}, exits = USUAL_EXITS } = script
  const optionWords = Object.entries(options).map(([option, { value, does: words, multiple }]) => [
    `--${option}${value === undefined ? '' : ` ${value}`}`,
    multiple ? `${words}; may be repeated` : words,
  ])
  const parts = [
    wrapped(`${name}: ${does}`, 0),
    usageText(script),
    section('Options', [
      ...Object.entries(operands),
      ...optionWords,
      ['--help, -h', 'show this and do nothing else'],
    ]),
    section('Settings', Object.entries(settings)),
    section('Exit codes', [
      ['0', exits[0]],
      ['1', exits[1]],
      ['2', 'called with options that it does not know; nothing was done'],
    ]),
  ]
  return parts.filter((part) => part !== '').join('\n\n')
}

function section(title: string, entries: readonly (readonly string[])[]): string {
  if (entries.length === 0) return ''
  const column = Math.max(...entries.map(([term = '']) => term.length)) + 4
  const lines = entries.map(
    ([term = '', words = '']) => `  ${term}`.padEnd(column) + wrapped(words, column).trimStart(),
  )
  return [title, ...lines].join('\n')
}

function wrapped(text: string, indent: number): string {
  const lines = ['']
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1)!
    if (line !== '' && indent + line.length + 1 + word.length > HELP_WIDTH) lines.push(word)
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`
  }
  return lines.map((line) => ' '.repeat(indent) + line).join('\n')
}
