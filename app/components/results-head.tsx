import { useMessages } from './mount.tsx'
import { BriefingInvitation, type BriefingInvitationProps } from './briefing-invitation.tsx'
import { ScoreGauge } from './score-gauge.tsx'

export interface ResultsHeadProps {
  heading: string
  score: number
  category: ShownCategory
  /** When the assessment was completed, in words. */
  day: string
  /** Present for those who qualify. */
  briefing?: BriefingInvitationProps
}

export interface ShownCategory {
  /** The category's key; chooses the colour. */
  category: string
  name: string
  /** The category in one sentence. */
  headline: string
  /** What it means for the organization. */
  explanation: string
  nextStep: string
  limits: readonly number[]
}

/** What a result comes to: the score, its category, and what to do now, in the first view of a phone. */
export function ResultsHead({ heading, score, category, day, briefing }: ResultsHeadProps) {
  const { results: t } = useMessages()
  return (
    <div className="results-head" data-category={category.category}>
      <div className="results-title">
        <h1>{heading}</h1>
        <p className="muted">{day}</p>
      </div>
      <ScoreGauge
        score={score}
        label={category.name}
        category={category.category}
        limits={category.limits}
        named={false}
      />
      <div className="category">
        <h2>{category.name}</h2>
        <p className="category-headline">{category.headline}</p>
        <p className="category-next">{category.nextStep}</p>
      </div>
      {briefing ? (
        <BriefingInvitation {...briefing} />
      ) : (
        <p className="results-onward">
          <a className="button button-primary" href="#next-steps">
            {t.onward}
          </a>
        </p>
      )}
    </div>
  )
}
