import type { FunnelDimension, FunnelStage } from './funnel.ts'

/** What a stage counts, and what its rate is of. */
export const STAGE_WORDS: Readonly<
  Record<FunnelStage, { label: string; counts: string; of: string | null }>
> = {
  landings: { label: 'Landings', counts: 'Views of the landing page, each visitor once a day', of: null },
  starts: {
    label: 'Started',
    counts: 'Assessments that were begun, those under way included',
    of: 'landings; people of one network with the same browser land as one, and where more start than land there is no rate',
  },
  step1: { label: 'Step 1', counts: 'Assessments whose first step was answered and sent', of: 'starts' },
  step2: { label: 'Step 2', counts: 'The same of the second step', of: 'step 1' },
  step3: { label: 'Step 3', counts: 'The same of the third step', of: 'step 2' },
  step4: { label: 'Step 4', counts: 'The same of the fourth step', of: 'step 3' },
  step5: { label: 'Step 5', counts: 'The same of the fifth step', of: 'step 4' },
  step6: { label: 'Step 6', counts: 'The same of the sixth step', of: 'step 5' },
  step7: { label: 'Step 7', counts: 'The same of the seventh step', of: 'step 6' },
  step8: { label: 'Step 8', counts: 'The same of the eighth step', of: 'step 7' },
  completed: { label: 'Completed', counts: 'Assessments that have a result', of: 'the last step' },
  emails: {
    label: 'Left an address',
    counts: 'Assessments with an e-mail address, also of those who gave it and then stopped: leads',
    of: 'completed',
  },
  confirmed: {
    label: 'Confirmed it',
    counts: 'Assessments whose address somebody has confirmed',
    of: 'those with an address',
  },
  named: {
    label: 'Left name and company',
    counts: 'Assessments with a name and a company',
    of: 'those with an address',
  },
  phoned: {
    label: 'Left a phone number',
    counts: 'Assessments with a phone number',
    of: 'those with a name',
  },
  briefingClicks: {
    label: 'Clicked on the briefing',
    counts: 'Assessments from whose results the briefing was opened',
    of: 'completed',
  },
}

/** How the address of a page names a dimension, and people do. */
export const DIMENSION_WORDS: Readonly<Record<FunnelDimension, { name: string; label: string }>> = {
  variant: { name: 'variant', label: 'Variant' },
  source: { name: 'source', label: 'Source' },
  campaign: { name: 'campaign', label: 'Campaign' },
  device: { name: 'device', label: 'Device' },
  locale: { name: 'language', label: 'Language' },
  scorecard: { name: 'scorecard', label: 'Scorecard' },
  quizVersion: { name: 'version', label: 'Quiz version' },
  sourceKind: { name: 'kind', label: 'Kind of source' },
}
