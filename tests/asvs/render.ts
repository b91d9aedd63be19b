import { anchorOf } from '#tests/helpers/markdown.ts'
import { format, resolveConfig } from 'prettier'
import { idsOf } from './check.ts'
import { CHAPTERS, LEVELS, type Level } from './standard.ts'
import type { Proof, Verdict } from './verdict.ts'

/** Where it is written to. */
export const DOCUMENT = 'docs/asvs.md'

type Judged = Exclude<Verdict, { status: 'not applicable' }>

/** The whole document, as prettier has it. */
export async function renderDocument(verdicts: readonly Verdict[]): Promise<string> {
  const parts = [
    '# OWASP ASVS 5.0, levels 1 and 2',
    '<!-- Written by `npm run asvs` from tests/asvs/: change it there. -->',
    INTRODUCTION,
    countTable(verdicts),
    '## What is not met',
    table(
      ['id', 'level', 'asked', 'reason'],
      verdicts.flatMap((verdict) =>
        verdict.status === 'not met' ? [[verdict.id, levelOf(verdict.id), verdict.asks, verdict.reason]] : [],
      ),
    ),
    ...CHAPTERS.flatMap((name, index) => chapter(`${index + 1}. ${name}`, verdictsOf(verdicts, index + 1))),
  ]
  const text = parts.filter((part) => part !== '').join('\n\n')
  return format(text, { ...(await resolveConfig(DOCUMENT)), parser: 'markdown' })
}

const INTRODUCTION = `
The [Application Security Verification Standard](https://github.com/OWASP/ASVS/tree/v5.0.0_release/5.0) 5.0.0 of the OWASP Foundation is
licensed under [CC BY-SA 4.0](https://creativecommons.org/licenses/by-sa/4.0/), and so is this page. Numbers are the standard's, the
words beside them are a short paraphrase: what is asked stands in the standard.

Each requirement that is met names a test or a section of a document. \`npm run asvs -- --check\` fails when one is not there, when a
requirement is not judged, or when more are not met than may be (none of level 1, five of level 2); \`.ci/run\` and \`npm run validate\`
give it the report of their run (\`--report\`), and then it fails as well when a test did not run in it, or did not pass.
`.trim()

function verdictsOf(verdicts: readonly Verdict[], number: number): Verdict[] {
  return verdicts.filter((verdict) => idsOf(verdict)[0]?.startsWith(`${number}.`))
}

function chapter(title: string, verdicts: readonly Verdict[]): string[] {
  const judged = verdicts.filter((verdict): verdict is Judged => verdict.status !== 'not applicable')
  const others = verdicts.flatMap((verdict) =>
    verdict.status === 'not applicable' ? [[verdict.ids.join(', '), verdict.reason]] : [],
  )
  return [
    `## ${title}`,
    table(
      ['id', 'level', 'asked', 'shown by'],
      judged
        .toSorted(byNumber)
        .map((verdict) => [verdict.id, levelOf(verdict.id), verdict.asks, shownBy(verdict)]),
    ),
    table(['does not apply', 'because'], others),
  ]
}

function byNumber(left: Judged, right: Judged): number {
  return left.id.localeCompare(right.id, 'en', { numeric: true })
}

const levelOf = (id: string) => String(LEVELS.get(id))

function shownBy(verdict: Judged): string {
  return verdict.status === 'not met' ? '**not met**, see above' : verdict.proofs.map(linkTo).join('<br>')
}

function linkTo(proof: Proof): string {
  const place = proof.file.replace(/^docs\//, '')
  if (proof.kind === 'test') return `test [${escape(proof.title)}](../${proof.file})`
  return `${place.replace(/^.*\//, '').replace('.md', '')}: [${escape(proof.heading)}](${place}#${anchorOf(proof.heading)})`
}

function countTable(verdicts: readonly Verdict[]): string {
  const count = (level: Level, status: Verdict['status']) =>
    verdicts
      .filter((verdict) => verdict.status === status)
      .flatMap(idsOf)
      .filter((id) => LEVELS.get(id) === level).length
  const row = (level: Level) =>
    (['met', 'not met', 'not applicable'] as const).map((status) => String(count(level, status)))
  return table(
    ['level', 'met', 'not met', 'does not apply'],
    ([1, 2] as const).map((level) => [String(level), ...row(level)]),
  )
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return ''
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

function escape(text: string): string {
  return text.replace(/[|[\]_*<`]/g, '\\$&')
}
