import { useMessages } from './mount.tsx'
import { ContactForm, type ContactFormProps } from './contact-form.tsx'
import { CorrectDetails, type CorrectDetailsProps } from './correct-details.tsx'
import { LastTime, type LastTimeProps } from './last-time.tsx'
import { LinkHolder, type LinkHolderProps } from './link-holder.tsx'
import { Recommendations, type RecommendationItem, type RecommendationTeaser } from './recommendations.tsx'
import { ResultsAreas, type ResultsAreasProps } from './results-areas.tsx'
import { ResultsHead, type ResultsHeadProps } from './results-head.tsx'
import { ResultsKeeping, type ResultsKeepingProps } from './results-keeping.tsx'
import { WithdrawConsent } from './withdraw-consent.tsx'
import { ScoreSpread, type ScoreSpreadProps } from './score-spread.tsx'

export interface ResultsProps extends Omit<ResultsHeadProps, 'heading'>, Omit<ResultsAreasProps, 'title'> {
  /** What has changed since the assessment before; absent where there is none. */
  lastTime?: LastTimeProps
  /** How others of the same questions scored; absent where there are too few. */
  spread?: ScoreSpreadProps
  recommendations: { items: readonly RecommendationItem[]; locked: readonly RecommendationTeaser[] }
  /** The form for what is asked next; absent when everything is known or nothing may be asked. */
  contact?: ContactFormProps
  /** What was given can be put right; for the browser that took the assessment alone. */
  correction?: CorrectDetailsProps
  /** In place of the form, for who came by a link. */
  link?: LinkHolderProps
  /** This browser has agreed, and may withdraw it at once. */
  mayWithdraw?: boolean
  /** Said once after a successful post. */
  saved?: string
  /** What has become of the e-mail with the results. */
  delivery?: string
  /** Absent for who was given a link to read. */
  keeping?: ResultsKeepingProps
  heading?: string
}

/** The whole results page: score, breakdown and the first step for everyone, the other steps once an e-mail is known. */
export function Results(props: ResultsProps) {
  const { results: t } = useMessages()
  const { category, areas, answers, whatIf, recommendations, contact, correction } = props
  const { link, saved, delivery, mayWithdraw, keeping, spread } = props
  const form = (
    <>
      {link && <LinkHolder {...link} />}
      {contact && <ContactForm {...contact} />}
      {correction && <CorrectDetails {...correction} />}
    </>
  )
  const isLocked = recommendations.locked.length > 0
  return (
    <div className="results" data-results>
      <ResultsHead {...props} heading={props.heading ?? t.title} />
      {props.lastTime && <LastTime {...props.lastTime} />}
      <Recommendations {...recommendations} saved={saved}>
        {delivery && <p className="results-delivery muted">{delivery}</p>}
        {isLocked && form}
      </Recommendations>
      {!isLocked && form}
      <section className="results-meaning" aria-labelledby="meaning-title">
        <h2 id="meaning-title">{t.meaning}</h2>
        <p>{category.explanation}</p>
      </section>
      <ResultsAreas
        title={props.heading ? t.moved : t.movedYours}
        areas={areas}
        answers={answers}
        whatIf={whatIf}
      />
      {spread && <ScoreSpread {...spread} />}
      {mayWithdraw && <WithdrawConsent />}
      {keeping && <ResultsKeeping {...keeping} />}
    </div>
  )
}
