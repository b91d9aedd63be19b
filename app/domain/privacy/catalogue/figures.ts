import { plain, pseudonymous, type TableEntry } from './catalogue-types.ts'

const ENTRY = {
  until: 'Without end: they lead to nobody',
  internal: true,
  person: [{ by: 'none' }],
} as const

const dayColumns = { day: plain(), slot: plain(), recountable: plain(), quizVersion: plain() }

export const FUNNEL_DAYS: TableEntry = {
  ...ENTRY,
  title: 'How many came how far, by day',
  purpose: 'To know how the assessment is used.',
  columns: {
    ...dayColumns,
    trafficKind: plain(),
    variant: plain(),
    source: plain(),
    campaign: plain(),
    device: plain(),
    locale: plain(),
    sourceKind: plain(),
    landings: plain(),
    starts: plain(),
    step1: plain(),
    step2: plain(),
    step3: plain(),
    step4: plain(),
    completed: plain(),
    emails: plain(),
    confirmed: plain(),
    named: plain(),
    phoned: plain(),
    briefingClicks: plain(),
  },
}

export const SCORE_DAYS: TableEntry = {
  ...ENTRY,
  title: 'How many had which score, by day',
  purpose: 'To show how scores are spread.',
  columns: { ...dayColumns, area: plain(), score: plain(), n: plain() },
}

export const ANSWER_DAYS: TableEntry = {
  ...ENTRY,
  title: 'How many gave which answer, by day',
  purpose: 'To know which questions are hard.',
  columns: { ...dayColumns, questions: plain(), counts: plain() },
}

export const DURATION_DAYS: TableEntry = {
  ...ENTRY,
  title: 'How many minutes assessments took, by day',
  purpose: 'To know how long the assessment takes.',
  columns: { ...dayColumns, minutes: plain(), n: plain() },
}

export const ROLL_UP_CHECKS: TableEntry = {
  ...ENTRY,
  title: 'Whether these figures agree with the assessments',
  purpose: 'To notice when they are wrong.',
  columns: { day: plain(), checkedAt: plain(), differences: plain() },
}

export const DEAL_OUTCOMES: TableEntry = {
  person: [{ by: 'assessment', column: 'assessmentId' }],
  columns: {
    assessmentId: pseudonymous('resultNumbers', 'cleared'),
    outcome: plain('outcome'),
    readAt: plain('outcome'),
  },
}

export const KNOWN_CAMPAIGNS: TableEntry = {
  ...ENTRY,
  title: 'The campaigns of the last days',
  purpose: 'To tell no more than a number of them apart.',
  until: 'Two days',
  columns: { day: plain(), source: plain(), medium: plain(), campaign: plain() },
}

export const SCORE_SPREADS: TableEntry = {
  ...ENTRY,
  title: 'How scores are spread',
  purpose: 'To show where a result stands.',
  until: 'It is replaced as more are counted',
  columns: {
    quizVersion: plain(),
    fromDay: plain(),
    throughDay: plain(),
    counted: plain(),
    lowestScores: plain(),
    counts: plain(),
  },
}
