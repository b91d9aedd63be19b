import type { PageWords } from '#app/domain/quiz/content/experiment-types.ts'
import { AreaScores } from './area-scores.tsx'
import { ScoreGauge } from './score-gauge.tsx'
import { StartForm } from './start-form.tsx'

export interface LandingArea {
  id: string
  title: string
  summary: string
  questionCount: number
}

export interface LandingProps {
  texts: Pick<PageWords, 'headline' | 'lead' | 'startLabel'>
  areas: readonly LandingArea[]
  /** Set when this browser has an assessment under way. */
  resume?: { href: string; step: number; totalSteps: number }
  /** Set when this browser has completed one. */
  result?: { href: string }
  /** Carried along with the start, for example campaign tags. */
  hiddenFields?: Readonly<Record<string, string>>
}

/** Scores that real answers can give, with the total that the weights make of them. */
const EXAMPLE_SCORES = [69, 45, 63, 58]
const EXAMPLE_TOTAL = 57

export function Landing({ texts, areas, resume, result, hiddenFields }: LandingProps) {
  const questionCount = areas.reduce((sum, area) => sum + area.questionCount, 0)
  return (
    <>
      <section className="hero">
        <div className="hero-text">
          <p className="eyebrow">For executives accountable for AI</p>
          <h1>{texts.headline}</h1>
          <p className="lead">{texts.lead}</p>
          {resume && (
            <p className="hero-resume">
              <a className="button button-primary button-large" href={resume.href}>
                Continue at step {resume.step} of {resume.totalSteps}
              </a>
              <span>Your earlier answers are still here.</span>
            </p>
          )}
          {result && (
            <p className="hero-resume">
              <a className="button button-primary button-large" href={result.href}>
                See your result
              </a>
              <span>You have completed the assessment in this browser.</span>
            </p>
          )}
          {!resume && !result && (
            <StartForm id="start" label={texts.startLabel} hiddenFields={hiddenFields} />
          )}
          <ul className="facts">
            <li>{questionCount} questions</li>
            <li>About 10 minutes</li>
            <li>Score shown without signing up</li>
          </ul>
        </div>
        <div className="card example">
          <p className="example-label">Example result</p>
          <ScoreGauge score={EXAMPLE_TOTAL} label="AI Risk Zone" category="risk_zone" />
          <AreaScores
            areas={areas.map((area, index) => ({
              id: area.id,
              name: area.title,
              score: EXAMPLE_SCORES[index % EXAMPLE_SCORES.length] ?? 50,
            }))}
          />
        </div>
      </section>

      <section className="band" aria-labelledby="areas-title">
        <h2 id="areas-title">What the scorecard looks at</h2>
        <ol className="area-list">
          {areas.map((area) => (
            <li key={area.id}>
              <h3>{area.title}</h3>
              <p>{area.summary}</p>
              <p className="muted">{area.questionCount} questions</p>
            </li>
          ))}
        </ol>
      </section>

      <section className="band" aria-labelledby="how-title">
        <h2 id="how-title">What you get</h2>
        <ul className="promise-list">
          <li>
            <h3>A score you can defend</h3>
            <p>
              From 0 to 100, weighted toward what is most expensive to get wrong, with the breakdown behind
              it.
            </p>
          </li>
          <li>
            <h3>Where the points are</h3>
            <p>
              Three to five next steps, ordered by how many points each would add to your score. To read them
              in full, leave an e-mail address.
            </p>
          </li>
          <li>
            <h3>Your answers stay yours</h3>
            <p>Stop and resume when you like. Contact details are optional, and you can have them deleted.</p>
          </li>
        </ul>
        {(resume || result) && (
          <div className="start-again">
            <p>{resume ? 'Would you rather start over?' : 'Has something changed since?'}</p>
            <StartForm id="start-again" label="Start a new assessment" hiddenFields={hiddenFields} />
          </div>
        )}
      </section>
    </>
  )
}
