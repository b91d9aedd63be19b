import { findQuiz } from '#app/content/scorecards.ts'
import { closedDealsPart } from '#app/data/console/outcomes.server.ts'
import { readPart } from '#app/data/parts.server.ts'
import { DEFAULT_LANGUAGE } from '#app/domain/language/languages.ts'
import { proposeWeights } from '#app/domain/outcomes/propose-weights.ts'
import { closedDealsOf, explainProposal } from '#app/services/console/weights-section.server.ts'
import { DATABASE_SETTINGS, withDatabase } from '#scripts/database.ts'
import { UsageError, runScript } from '#scripts/run-script.ts'
import { chooseFolders } from './choose-folders.ts'
import { draftWeights } from './draft-weights.ts'
import { isDraft } from './problems.ts'
import { thisMonth } from './this-month.ts'

await runScript({
  name: 'content:weights',
  does:
    'asks what became of deals (as /ops/outcomes shows it) whether other weights of the areas would tell better which are won, and ' +
    'where they would, writes them into the scorecard as a draft with a new version. Publishes nothing.',
  operands: { SCORECARD: 'whose weights' },
  usage: ['-- SCORECARD'],
  settings: DATABASE_SETTINGS,
  exits: {
    0: 'a draft was written, or there is nothing to propose',
    1: 'the scorecard is being edited, or it failed',
  },
  run: async (_values, [slug, ...more]) => {
    if (slug === undefined || more.length > 0) throw new UsageError('name one scorecard')
    const { chosen } = await chooseFolders([slug])
    const folder = chosen[0]!
    if (folder.source === null || isDraft(folder)) {
      console.error(
        `${slug} has changes that are not published: publish them, or take them back, and ask again`,
      )
      return false
    }
    const quiz = findQuiz({ scorecard: slug, language: DEFAULT_LANGUAGE })
    const weights = quiz.areas.map(({ weight }) => weight)
    const proposal = await withDatabase(async ({ db, label }) => {
      console.log(`${label}: version ${quiz.version} of ${slug}`)
      return proposeWeights(closedDealsOf(quiz, await readPart(db, closedDealsPart(quiz))), weights)
    })
    console.log(explainProposal(proposal))
    if (proposal.kind !== 'proposed') return true
    const version = draftWeights(folder, proposal.weights, thisMonth())
    quiz.areas.forEach(({ id }, place) =>
      console.log(`  ${id}: ${weights[place]} -> ${proposal.weights[place]}`),
    )
    console.log(
      `${folder.path}/scorecard.ts is a draft of ${version} now. Look at it: npm run content:preview -- ${slug}`,
    )
    return true
  },
})
