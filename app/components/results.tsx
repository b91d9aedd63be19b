import { AreaScores, type AreaScore } from './area-scores.tsx'
import { BriefingInvitation, type BriefingInvitationProps } from './briefing-invitation.tsx'
import { CategoryPanel, type CategoryPanelProps } from './category-panel.tsx'
import { ContactForm, type ContactFormProps } from './contact-form.tsx'
import { CorrectDetails, type CorrectDetailsProps } from './correct-details.tsx'
import { LinkHolder, type LinkHolderProps } from './link-holder.tsx'
import { Notice } from './notice.tsx'
import { Recommendations, type RecommendationItem, type RecommendationTeaser } from './recommendations.tsx'
import { ResultsKeeping, type ResultsKeepingProps } from './results-keeping.tsx'
import { WithdrawConsent } from './withdraw-consent.tsx'
import { ScoreSpread, type ScoreSpreadProps } from './score-spread.tsx'
import { ScoreGauge } from './score-gauge.tsx'

export interface ResultsProps {
  score: number
  category: CategoryPanelProps
  areas: readonly AreaScore[]
  /** How others of the same questions scored; absent where there are too few. */
  spread?: ScoreSpreadProps
  recommendations:
    | { locked: true; items: readonly RecommendationTeaser[] }
    | { locked: false; items: readonly RecommendationItem[] }
  /** The form for what is asked next; absent when everything is known or nothing may be asked. */
  contact?: ContactFormProps
  /** What was given can be put right; for the browser that took the assessment alone. */
  correction?: CorrectDetailsProps
  /** In place of the form, for who came by a link. */
  link?: LinkHolderProps
  /** This browser has agreed, and may withdraw it at once. */
  mayWithdraw?: boolean
  /** Present for those who qualify. */
  briefing?: BriefingInvitationProps
  /** Said once after a successful post. */
  saved?: string
  /** What has become of the e-mail with the results. */
  delivery?: string
  /** Absent for who was given a link to read. */
  keeping?: ResultsKeepingProps
  heading?: string
}

/** The whole results page: score and breakdown for everyone, next steps once an e-mail is known. */
export function Results(props: ResultsProps) {
  const { score, category, areas, recommendations, contact, correction } = props
  const { link, briefing, saved, delivery, mayWithdraw, keeping, spread } = props
  const form = (
    <>
      {link && <LinkHolder {...link} />}
      {contact && <ContactForm {...contact} />}
      {correction && <CorrectDetails {...correction} />}
    </>
  )
  return (
    <div className="results" data-results>
      {saved && <Notice tone="success" title={saved} />}
      <h1>{props.heading ?? 'Your result'}</h1>
      {delivery && <p className="results-delivery">{delivery}</p>}
      <div className="card results-score">
        <ScoreGauge score={score} label={category.name} category={category.category} />
        <CategoryPanel {...category} />
      </div>
      <section className="card results-areas" aria-labelledby="areas-title">
        <h2 id="areas-title">{props.heading ? 'The four areas' : 'Your four areas'}</h2>
        <AreaScores areas={areas} />
      </section>
      {spread && <ScoreSpread {...spread} />}
      {recommendations.locked ? (
        <Recommendations locked items={recommendations.items}>
          {form}
        </Recommendations>
      ) : (
        <>
          <Recommendations locked={false} items={recommendations.items} />
          {briefing && <BriefingInvitation {...briefing} />}
          {form}
        </>
      )}
      {mayWithdraw && <WithdrawConsent />}
      {keeping && <ResultsKeeping {...keeping} />}
    </div>
  )
}
