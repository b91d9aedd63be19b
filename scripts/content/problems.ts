import { basename, join } from 'node:path'
import { type Day, dayOf, parseDay } from '#app/domain/day.ts'
import { namesIn, scoreNames } from '#app/domain/hubspot/score-names.ts'
import type { ScorecardContent, ScorecardSource } from '#app/domain/quiz/content-types.ts'
import { breaksConsent, contentChanges } from '#app/domain/quiz/content-changes.ts'
import { type SourceProblem, findProblems } from '#app/domain/quiz/validation.ts'
import { compareVersions, nextVersion } from '#app/domain/quiz/versions.ts'
import type { Folder } from './folders.ts'
import { locate } from './locate.ts'
import { type Snapshot, hashOf, versionsFolder } from './snapshots.ts'
import { thisMonth } from './this-month.ts'

/**
 * @param all folders there are, of which a scorecard has to differ
 * @returns a line for each: file, line where there is one, what is wrong, the way out
 */
export function folderProblems(folder: Folder, now: Date, all: readonly Folder[]): string[] {
  const { source, slug, path, faults } = folder
  const damaged = snapshotProblems(folder, dayOf(now))
  if (source === null) return [...faults, ...damaged]
  const say = (problem: SourceProblem) => `${placeOf(path, problem)}: ${problem.text}`
  if (source.scorecard.slug !== slug)
    return [
      say({
        part: 'scorecard.ts',
        path: ['slug'],
        text: `slug: is “${source.scorecard.slug}”, and the folder is called ${slug}: call them the same`,
      }),
      ...damaged,
    ]
  const problems = findProblems(source)
  if (problems.length > 0 || damaged.length > 0) return [...problems.map(say), ...damaged]
  return [
    ...prefixProblems(folder, source, all),
    ...consentProblems(folder, source),
    ...versionProblems(folder, source, thisMonth(now)),
  ].map(say)
}

/**
 * A copied folder brings its prefix along, and `quick` with the area `check_data` writes what `quick_check` does with `data`. A
 * name that is published stays whose it is, whatever its folder says by now: who came to it later takes another, also where both
 * have published it.
 */
function prefixProblems(
  folder: Folder,
  { scorecard }: ScorecardSource,
  all: readonly Folder[],
): SourceProblem[] {
  const published = newestNames(folder.snapshots)
  const others = all.filter(({ slug }) => slug !== scorecard.slug)
  return others.flatMap((other) => {
    const theirs = newestNames(other.snapshots)
    const drafted = other.source ? namesInCrm(other.source.scorecard) : []
    const name = namesInCrm(scorecard).find((one) =>
      published.includes(one)
        ? theirs.includes(one) && firstPublished(other) < firstPublished(folder)
        : theirs.includes(one) || drafted.includes(one),
    )
    if (name === undefined) return []
    const text = `crm: the prefix ${scorecard.crm!.prefix} makes ${name}, which is ${other.slug}’s in the CRM and would be written over: take another prefix`
    return [{ part: 'scorecard.ts', path: ['crm', 'prefix'], text }]
  })
}

/** By day, and by slug where that is one. */
const firstPublished = ({ slug, snapshots }: Folder) => `${snapshots.at(-1)?.snapshot.publishedOn} ${slug}`

function newestNames([newest]: Folder['snapshots']): string[] {
  return newest ? namesInCrm(newest.snapshot.scorecard) : []
}

function namesInCrm({ crm, areas }: ScorecardContent): string[] {
  return crm
    ? namesIn(scoreNames(crm, { areas: areas.map(({ id, key: breakdownKey }) => ({ id, breakdownKey })) }))
    : []
}

/** What people agreed to is stored by the day of its text, so that none of a day that was published may say something else. */
function consentProblems({ snapshots }: Folder, source: ScorecardSource): SourceProblem[] {
  const latest = snapshots[0]?.snapshot
  if (latest === undefined) return []
  return contentChanges(latest, source)
    .filter(breaksConsent)
    .map(({ path: [, part = '', ...path], after }) => ({
      part: source.words[part] ? part : 'scorecard.ts',
      path: source.words[part] ? path : ['languages'],
      text: `${path.join(' > ')}: is published, and people have agreed to it: ${after === undefined ? 'put it back' : 'leave it as it was'} (npm run content:diff shows it), and write texts of a new day below it`,
    }))
}

function placeOf(folder: string, { part, path }: SourceProblem): string {
  return part === 'scorecard.ts'
    ? locate(join(folder, part), 'scorecard', path)
    : locate(join(folder, part, 'index.ts'), 'words', path)
}

function snapshotProblems({ slug, path, snapshots }: Folder, today: Day): string[] {
  const foreign = snapshots.find(({ snapshot }) => snapshot.scorecard?.slug !== slug)?.snapshot
  if (foreign?.scorecard)
    return [
      `${versionsFolder(path)}: has versions of ${foreign.scorecard.slug}, which came along with a copy: delete this folder`,
    ]
  return snapshots.flatMap(({ file, snapshot }, place) => {
    const named = basename(file) === `${snapshot.scorecard?.version}.json`
    if (named && hashOf(snapshot) === snapshot.hash)
      return dayProblems(file, snapshot.publishedOn, { today, former: snapshots[place + 1]?.snapshot })
    return [
      `${file}: is not as it was published, and results refer to it: get it back (git checkout -- ${file}), edit the folder, and publish a new version`,
    ]
  })
}

/** How long a former version is carried is counted from the day on which the next one was published. */
function dayProblems(
  file: string,
  publishedOn: unknown,
  { today, former }: { today: Day; former: Snapshot | undefined },
): string[] {
  const wayOut = `write the day on which it was published, or get the file back (git checkout -- ${file})`
  const day = typeof publishedOn === 'string' ? parseDay(publishedOn) : null
  const where = `${file}: publishedOn`
  if (day === null)
    return [
      `${where}: is ${JSON.stringify(publishedOn) ?? 'missing'}, and no day such as ${today}: ${wayOut}`,
    ]
  if (day > today) return [`${where}: ${day} is still to come: ${wayOut}`]
  return former && day < former.publishedOn
    ? [
        `${where}: ${day} is before ${former.publishedOn}, when ${former.scorecard.version} was published, which it follows: ${wayOut}`,
      ]
    : []
}

function versionProblems({ snapshots }: Folder, source: ScorecardSource, month: string): SourceProblem[] {
  const latest = snapshots[0]?.snapshot
  if (latest === undefined) return []
  const { version } = source.scorecard
  const at = { part: 'scorecard.ts', path: ['version'] }
  const next = nextVersion(latest.scorecard.version, month)
  if (compareVersions(version, latest.scorecard.version) < 0)
    return [
      {
        ...at,
        text: `version: ${version} comes before ${latest.scorecard.version}, which is published: make it ${next}`,
      },
    ]
  if (version !== latest.scorecard.version) return []
  // Visitors get the newest published one: a release that asks for more words does not find them there.
  if (findProblems(latest).length > 0)
    return [
      {
        ...at,
        text: `version: ${version} was published without what this release asks for: publish it again, npm run content:publish -- ${source.scorecard.slug}`,
      },
    ]
  const changes = contentChanges(latest, source).filter(({ needsVersion }) => needsVersion)
  const [first] = changes
  if (first === undefined) return []
  const others = changes.length === 1 ? '' : ` and ${changes.length - 1} more`
  return [
    {
      ...at,
      text: `version: ${version} is published with something else (${first.path.slice(1).join(' > ')}${others}): make it ${next}, so that answers to both are told apart; npm run content:diff shows all`,
    },
  ]
}

/** Whether an editor has changed something since it was published. */
export function isDraft({ source, snapshots }: Folder): boolean {
  if (source === null) return false
  const latest = snapshots[0]?.snapshot
  return (
    latest === undefined || latest.scorecard.version !== source.scorecard.version || changesOf(latest, source)
  )
}

const changesOf = (...states: Parameters<typeof contentChanges>) => contentChanges(...states).length > 0
