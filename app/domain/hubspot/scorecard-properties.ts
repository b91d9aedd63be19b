import { LEAD_QUALITIES } from '#app/domain/lead/quality.ts'
import type { Quiz } from '#app/domain/quiz/quiz.ts'
import {
  LEAD_QUALITY_LABELS,
  type PropertyDefinition,
  base,
  numberProperty,
  selectProperty,
  textProperty,
} from './properties.ts'
import type { ScoreNames } from './score-names.ts'

export interface ScorecardProperties {
  contacts: readonly PropertyDefinition[]
  deals: readonly PropertyDefinition[]
}

/** The properties of a scorecard that is not the default one. */
export function scorecardProperties(
  { name, areas, categories }: Quiz,
  names: ScoreNames,
): ScorecardProperties {
  const latest = `latest ${name}`
  return {
    contacts: [
      numberProperty(names.score, `${name}: score`, `Total of the ${latest}, 0 to 100.`),
      selectProperty(
        names.category,
        `${name}: category`,
        `Category of the ${latest}.`,
        categories.map((category) => ({ value: category.id, label: category.name })),
      ),
      ...areas.map((area) =>
        numberProperty(names.areas[area.breakdownKey]!, `${name}: ${area.name}`, `${area.name}, 0 to 100.`),
      ),
      {
        ...base(names.date, `${name}: date`, `Day of the ${latest} (UTC).`),
        type: 'date',
        fieldType: 'date',
      },
      numberProperty(names.completionTime, `${name}: time`, 'Seconds from start to completion.'),
      selectProperty(
        names.leadQuality,
        `${name}: lead quality`,
        `Rank of the lead after the ${latest}.`,
        LEAD_QUALITIES.map((value) => ({ value, label: LEAD_QUALITY_LABELS[value] })),
      ),
      textProperty(
        names.leadSource,
        `${name}: lead source`,
        'Where the visitor came from: site and utm tags.',
      ),
    ],
    deals: [
      numberProperty(names.score, `${name}: score`, 'Total of the assessment behind this deal, 0 to 100.'),
    ],
  }
}
