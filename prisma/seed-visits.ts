import { DAY, HOUR, MINUTE } from '#app/domain/duration.ts'
import { type Attribution, attribute } from '#app/domain/visit/attribution.ts'
import type { TrafficKind } from '#app/domain/visit/traffic.ts'
import { EXPERIMENTS } from '#app/content/experiments.ts'
import type { Quiz } from '#app/domain/quiz/quiz.ts'
import { DEFAULT_SCORECARD } from '#app/domain/visit/mount.ts'
import { QUICK_CHECK, QUIZ } from '#tests/factories/quiz.ts'
import { type Random, draw, seededRandom } from './seeded-random.ts'

/** Somebody who came to the landing page, and how far they went. */
export interface SeedVisit {
  startedAt: Date
  /** in English */
  quiz: Quiz
  trafficKind: TrafficKind
  variant: string | null
  referrer: string | null
  attribution: Attribution
  device: string
  locale: string
  /** null: they saw the landing page, and no more */
  steps: number | null
  /** an address was given before the end */
  email: boolean
  completed: boolean
}

interface Campaign {
  referrer: string | null
  weight: number
  /** of those who see the landing page */
  start: number
  /** of those who start, roughly */
  finish: number
}

const CAMPAIGNS = {
  direct: { referrer: null, weight: 24, start: 0.34, finish: 0.6 },
  search: { referrer: 'https://www.google.com/', weight: 26, start: 0.3, finish: 0.5 },
  social: { referrer: 'https://www.linkedin.com/', weight: 14, start: 0.24, finish: 0.42 },
  partner: { referrer: 'https://partner.example.com/', weight: 8, start: 0.42, finish: 0.64 },
  ads: {
    referrer: 'https://ads.example.com/?utm_source=ads&utm_medium=cpc&utm_campaign=ai-risk',
    weight: 18,
    start: 0.17,
    finish: 0.34,
  },
  newsletter: {
    referrer: 'https://news.example.org/?utm_source=newsletter&utm_medium=email&utm_campaign=autumn-audit',
    weight: 6,
    start: 0.5,
    finish: 0.72,
  },
  webinar: {
    referrer: 'https://events.example.net/?utm_source=webinar&utm_medium=event&utm_campaign=board-briefing',
    weight: 4,
    start: 0.46,
    finish: 0.7,
  },
} as const satisfies Record<string, Campaign>
type CampaignName = keyof typeof CAMPAIGNS

/** How many see each scorecard of a hundred. */
const SCORECARDS_SEEN = [
  [QUIZ, 84],
  [QUICK_CHECK, 16],
] as const
/** The second variant starts a few more, and is no better afterwards. */
const START_FACTOR = [1, 1.16]
/** Of the test that has run all the time. */
const VARIANTS = EXPERIMENTS[0]?.variants.map(({ key }) => key) ?? []
const DEVICES = [
  ['desktop', 58],
  ['mobile', 36],
  ['tablet', 6],
] as const
const ON_A_PHONE = 0.8
const LOCALES = [
  ['en', 60],
  ['de', 24],
  ['fr', 9],
  ['nl', 4],
  ['other', 3],
] as const
/** Where those who give up do so: most at the first questions. */
const GIVES_UP_AT = [
  [0, 40],
  [1, 30],
  [2, 19],
  [3, 11],
] as const
/** Who else comes by, for each hundred visitors. */
const OTHERS = [
  ['bot', 12],
  ['preview', 2],
  ['own_test', 1],
] as const

export const SEED_DAYS = 63
/** Completions by day of the week, Sunday first, and on top of these of days on which something was sent. */
const COMPLETIONS = [2, 6, 8, 7, 6, 4, 1]
const PUSHES: Readonly<Partial<Record<number, { campaign: CampaignName; more: number }>>> = {
  4: { campaign: 'newsletter', more: 6 },
  18: { campaign: 'newsletter', more: 6 },
  26: { campaign: 'webinar', more: 5 },
  27: { campaign: 'webinar', more: 3 },
  32: { campaign: 'newsletter', more: 5 },
  46: { campaign: 'newsletter', more: 5 },
}
/** How many assessments there are in the end, whatever day it is: the days are whole weeks. */
export const SEED_COMPLETIONS =
  (SEED_DAYS / 7) * COMPLETIONS.reduce((sum, some) => sum + some) +
  Object.values(PUSHES).reduce((sum, push) => sum + push!.more, 0)

const SEED = 20_261_126
/** When people are at work, in UTC. */
const HOURS = Array.from({ length: 24 }, (_, hour) => [hour, hour >= 7 && hour < 18 ? 8 : 1] as const)
const DAY_MS = DAY * 1000
const HOUR_MS = HOUR * 1000
const OWN_HOST = 'scorecard.example.com'

/** The visits of the last two months, counted back from `now` and the newest last: the same for the same day of the week. */
export function makeVisits(now: Date): SeedVisit[] {
  const random = seededRandom(SEED)
  const visits: SeedVisit[] = []
  for (let day = SEED_DAYS - 1; day >= 0; day--) {
    const weekday = new Date(now.getTime() - day * DAY_MS - 30 * MINUTE * 1000 - DAY_MS / 2).getUTCDay()
    const push = PUSHES[day]
    let left = COMPLETIONS[weekday]! + (push?.more ?? 0)
    while (left > 0) {
      const visit = makeVisit(random, startIn(random, now, day), push?.campaign)
      if (visit.completed) left--
      visits.push(visit, ...makeOthers(random, now, day))
    }
  }
  return visits.sort((a, b) => a.startedAt.getTime() - b.startedAt.getTime())
}

/**
 * A time within the 24 hours that ended `day` days ago, on the day in UTC that most of them are of: weekends stay quiet at
 * whatever time this is made. Nobody who completes is still at it.
 */
function startIn(random: Random, now: Date, day: number): Date {
  const end = now.getTime() - day * DAY_MS - 30 * MINUTE * 1000
  const midnight = Math.floor((end - DAY_MS / 2) / DAY_MS) * DAY_MS
  const isWithin = (hour: number) => {
    const at = midnight + hour * HOUR_MS
    return at > end - DAY_MS && at + HOUR_MS <= end
  }
  const hour = draw(
    random,
    HOURS.filter(([each]) => isWithin(each)),
  )
  return new Date(midnight + (hour + random()) * HOUR_MS)
}

function makeVisit(random: Random, startedAt: Date, push?: CampaignName): SeedVisit {
  const names = Object.keys(CAMPAIGNS) as CampaignName[]
  const name = draw(
    random,
    names.map((each) => [each, CAMPAIGNS[each].weight * (each === push ? 12 : 1)]),
  )
  const { referrer, start, finish } = CAMPAIGNS[name]
  const device = draw(random, DEVICES)
  const quiz = draw(random, SCORECARDS_SEEN)
  const drawn = Math.floor(random() * VARIANTS.length)
  const variant = isTested(quiz) ? drawn : -1
  const factor = device === 'mobile' ? ON_A_PHONE : 1
  const most = quiz.areas.length
  const starts = random() < start * factor * (START_FACTOR[variant] ?? 1)
  const completed = starts && random() < finish * factor
  return {
    startedAt,
    quiz,
    trafficKind: 'visitor',
    variant: VARIANTS[variant] ?? null,
    referrer,
    attribution: attribute(referrer, OWN_HOST),
    device,
    locale: draw(random, LOCALES),
    steps: completed ? most : starts ? Math.min(draw(random, GIVES_UP_AT), most - 1) : null,
    email: starts && !completed && random() < 0.06,
    completed,
  }
}

const isTested = ({ scorecard }: Quiz) => scorecard === DEFAULT_SCORECARD

function makeOthers(random: Random, now: Date, day: number): SeedVisit[] {
  return OTHERS.flatMap(([trafficKind, share]) => {
    if (random() * 100 >= share) return []
    const visit = makeVisit(random, startIn(random, now, day))
    const steps = trafficKind === 'own_test' ? 2 : null
    return { ...visit, trafficKind, steps, email: false, completed: false }
  })
}
