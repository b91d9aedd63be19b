import { plain, pseudonymous, type TableEntry } from './catalogue-types.ts'

const ENTRY = {
  internal: true,
  person: [{ by: 'none' }],
} as const

const dayColumns = {
  day: plain(),
  slot: plain(),
  recountable: plain(),
  scorecard: plain(),
  quizVersion: plain(),
}

export const FUNNEL_DAYS: TableEntry = {
  ...ENTRY,
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
    step5: plain(),
    step6: plain(),
    step7: plain(),
    step8: plain(),
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
  columns: { ...dayColumns, area: plain(), score: plain(), n: plain() },
}

export const ANSWER_DAYS: TableEntry = {
  ...ENTRY,
  columns: { ...dayColumns, questions: plain(), counts: plain() },
}

export const ROLL_UP_CHECKS: TableEntry = {
  ...ENTRY,
  columns: { day: plain(), checkedAt: plain(), differences: plain() },
}

export const DEAL_OUTCOME_ROWS: TableEntry = {
  person: [{ by: 'assessment', column: 'assessmentId' }],
  columns: {
    assessmentId: pseudonymous('resultNumbers', 'cleared'),
    outcome: plain('outcome'),
    readAt: plain('outcome'),
  },
}

export const UNCOUNTED_ASSESSMENTS: TableEntry = {
  person: [{ by: 'assessment', column: 'assessmentId' }],
  columns: { assessmentId: pseudonymous('resultNumbers', 'row_deleted') },
}

export const KNOWN_CAMPAIGNS: TableEntry = {
  ...ENTRY,
  columns: { day: plain(), source: plain(), medium: plain(), campaign: plain() },
}

export const SCORE_SPREADS: TableEntry = {
  ...ENTRY,
  columns: {
    scorecard: plain(),
    quizVersion: plain(),
    fromDay: plain(),
    throughDay: plain(),
    counted: plain(),
    lowestScores: plain(),
    counts: plain(),
  },
}
