import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { ErrorPage } from '#app/components/error-page.tsx'
import { Landing } from '#app/components/landing.tsx'
import { Layout } from '#app/components/layout.tsx'
import { SiteContext } from '#app/components/site.tsx'
import { findCategory } from '#app/domain/quiz/quiz.ts'
import { sampleResult } from '#app/domain/quiz/sample-result.ts'
import { scoreAssessment } from '#app/domain/quiz/scoring.ts'
import { StepForm } from '#app/components/step-form.tsx'
import { PAGES } from '#tests/factories/pages.tsx'
import { createLandingProps, createStepProps } from '#tests/factories/page-props.ts'
import { QUIZ } from '#tests/factories/quiz.ts'

const html = renderToStaticMarkup
const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1]!)

describe.each(Object.entries(PAGES))('%s', (_name, page) => {
  const markup = html(page)

  test('has no inline style, script or event handler, which the security policy forbids', () => {
    expect(markup).not.toMatch(/<[^>]+\sstyle=/)
    expect(markup).not.toMatch(/<(style|script)/)
    expect(markup).not.toMatch(/<[^>]+\son[a-z]+=/)
    expect(markup).not.toMatch(/(href|action)="javascript:/)
  })

  test('loads nothing from elsewhere', () => {
    expect(markup).not.toMatch(/\s(src|srcset)=/)
  })

  test('has one first heading and skips no level below it', () => {
    const levels = all(markup, /<h([1-6])[\s>]/g).map(Number)
    expect(levels.filter((level) => level === 1)).toHaveLength(1)
    expect(levels[0] === 1 || levels.indexOf(1) > 0).toBe(true)
    levels.forEach((level, index) => expect(level - (levels[index - 1] ?? 1)).toBeLessThanOrEqual(1))
  })

  test('labels every field', () => {
    const labelled = new Set(all(markup, /<label for="([^"]+)"/g))
    const fields = all(markup, /<input(?![^>]*type="hidden")[^>]*\sid="([^"]+)"/g)
    const unnamed = all(markup, /(<input(?![^>]*type="hidden")(?![^>]*\sid=)[^>]*>)/g)
    expect(unnamed).toEqual([])
    expect(fields.filter((id) => !labelled.has(id))).toEqual([])
  })

  test('uses every id once, and refers only to ids that it has', () => {
    const ids = all(markup, /\sid="([^"]+)"/g)
    expect(new Set(ids).size).toBe(ids.length)
    const references = [
      ...all(markup, /\saria-(?:describedby|labelledby)="([^"]+)"/g).flatMap((value) => value.split(' ')),
      ...all(markup, /href="#([^"]+)"/g),
    ]
    expect(references.filter((id) => !ids.includes(id))).toEqual([])
  })

  test('has a skip link, the landmarks and the way to the privacy page', () => {
    expect(markup).toMatch(/^<a class="skip-link" href="#main">/)
    expect(markup).toMatch(/<header[\s\S]*<main id="main"[\s\S]*<footer/)
    expect(markup).toContain('href="/privacy"')
  })
})

test('a step asks its questions in the order A to E under their own names', () => {
  const markup = html(<StepForm {...createStepProps(3)} />)
  expect(all(markup, /type="radio"[^>]*name="risk_compliance_1"[^>]*value="(.)"/g)).toEqual([...'ABCDE'])
  expect(new Set(all(markup, /type="radio"[^>]*name="([^"]+)"/g)).size).toBe(4)
})

test('a step posts to its own address, without what the page was opened with', () => {
  const form = /<form[^>]*>/.exec(html(<StepForm {...createStepProps(1)} />))![0]
  expect(form).toContain('method="post"')
  expect(form).toContain('action="/assessment/step/1"')
})

test('given answers are checked, and only they', () => {
  const markup = html(<StepForm {...createStepProps(1, { answers: { value_assurance_2: 'D' } })} />)
  expect(all(markup, /<input[^>]*id="([^"]+)"[^>]*checked=""/g)).toEqual(['value_assurance_2-D'])
})

test('the step is said as one of a list, with the questions and minutes that are left', () => {
  const markup = html(<StepForm {...createStepProps(2)} />)
  expect(markup).toContain('Step 2 of 4')
  expect(markup).toContain('12 questions left, about 8 minutes')
  expect(markup.match(/aria-current="step"/g)).toHaveLength(1)
  expect(markup).toMatch(/aria-current="step"><span class="progress-name">Customer-Safe AI/)
  expect(markup).toContain('AI Value Assurance<span class="visually-hidden"> (done)</span>')
  expect(html(<StepForm {...createStepProps(4)} />)).toContain('3 questions left, about 2 minutes')
})

test.each([429, 500, 503] as const)('an error %d can be tried again where it happened', (kind) => {
  expect(html(<ErrorPage kind={kind} />)).toContain('<form><button class="button button-primary">Try again')
  expect(html(<ErrorPage kind={404} />)).not.toContain('Try again')
})

test('whoever has completed the assessment is led to the result, and may take it again', () => {
  const visit = { kind: 'completed', href: '/assessment/results/r', score: 57 } as const
  const markup = html(<Landing {...createLandingProps({ visit })} />)
  expect(markup).toContain('href="/assessment/results/r">Your result: 57')
  expect(markup).toContain('id="start-again"')
  expect(markup).not.toContain('id="start"')
})

test('whoever has an assessment under way is told how much of it is left', () => {
  const left = (questionsLeft: number) =>
    html(
      <Landing
        {...createLandingProps({ visit: { kind: 'under_way', href: '/assessment/step/2', questionsLeft } })}
      />,
    )
  expect(left(12)).toContain('href="/assessment/step/2">Continue your assessment')
  expect(left(12)).toContain('12 questions left, about 8 minutes.')
  expect(left(1)).toContain('1 question left, about 1 minute.')
  expect(left(0)).toContain('All questions answered.')
})

test('the landing page says who asks, where the settings name a company', () => {
  const site = {
    url: 'https://scorecard.example.com',
    company: 'Example Works Ltd',
    imprintUrl: 'https://example.com/imprint',
    contactUrl: 'https://example.com/contact',
  }
  const page = (
    <Layout>
      <Landing {...createLandingProps()} />
    </Layout>
  )
  const named = html(<SiteContext.Provider value={site}>{page}</SiteContext.Provider>)
  expect(named).toContain('by Example Works Ltd<')
  expect(named).toContain('Who asks: Example Works Ltd')
  expect(named.match(/href="https:\/\/example.com\/imprint"/g)).toHaveLength(2)
  const unnamed = html(page)
  expect(unnamed).toContain(QUIZ.landing.about)
  expect(unnamed).toContain('href="/privacy#controller">Imprint')
})

test('the sample result is what the scoring makes of its answers, with advice of more than one area', () => {
  const { score, areas, recommendations } = sampleResult(QUIZ)
  expect(score).toBe(scoreAssessment(QUIZ, QUIZ.sample).totalScore)
  const markup = html(<Landing {...createLandingProps()} />)
  expect(markup).toContain(
    `Score ${score} out of 100: ${findCategory(QUIZ, sampleResult(QUIZ).category)!.name}`,
  )
  for (const area of areas) expect(markup).toContain(`<strong>${area.score}</strong>`)
  expect(markup).toContain(recommendations[0]!.action)
  expect(new Set(recommendations.map(({ area }) => area)).size).toBeGreaterThan(1)
})

test('every error of a step is listed with its question and links to its first control', () => {
  const errors = { governance_1: 'Choose an answer.', email: 'No such address.' }
  const markup = html(<StepForm {...createStepProps(4, { errors, email: 'x' })} />)
  expect(markup).toContain(
    '<a href="#governance_1-A">Question 14<span class="error-detail">: Choose an answer.</span></a>',
  )
  expect(markup).toContain('<a href="#email">No such address.</a>')
  expect(markup).toMatch(/<div class="error-summary"[^>]*tabindex="-1"/)
  expect(markup).toMatch(/<input id="email"[^>]*aria-invalid="true"[^>]*value="x"/)
})

test('no field cuts off what is pasted: what is too long is refused with the reason instead', () => {
  for (const page of Object.values(PAGES)) expect(html(page)).not.toMatch(/maxlength/i)
})

test('the e-mail part of a step is closed until it matters', () => {
  const details = (markup: string) => /<details[^>]*>/.exec(markup)![0]
  expect(details(html(<StepForm {...createStepProps(1)} />))).not.toContain('open')
  expect(details(html(<StepForm {...createStepProps(1, { errors: { consent: 'Tick it.' } })} />))).toContain(
    'open',
  )
  expect(details(html(<StepForm {...createStepProps(1, { email: 'a@example.com' })} />))).toContain('open')
  // As it comes back when a link is asked for with the field left empty.
  const empty = { email: '', errors: { email: 'Enter the address to send the link to.' } }
  expect(details(html(<StepForm {...createStepProps(1, empty)} />))).toContain('open')
})

test('consent is never ticked beforehand and carries the version of its text', () => {
  const box = /<input type="checkbox"[^>]*>/.exec(html(<StepForm {...createStepProps(1)} />))![0]
  expect(box).not.toContain('checked')
  expect(box).toMatch(/value="contact-\d{4}-\d\d-\d\d"/)
})

test('what was typed is shown as text, whatever it holds', () => {
  const markup = html(<StepForm {...createStepProps(1, { email: '"><script>alert(1)</script>' })} />)
  expect(markup).not.toContain('<script')
  expect(markup).toContain('&lt;script&gt;')
})

test('the start form holds a trap that people do not meet', () => {
  const markup = html(<Landing {...createLandingProps()} />)
  expect(markup).toContain('<form class="start-form" method="post" action="/assessment/start"')
  expect(markup).toMatch(/<div class="trap" aria-hidden="true">/)
  expect(markup).toMatch(/<input[^>]*name="website"[^>]*tabindex="-1" autoComplete="off"/i)
  expect(markup).toContain('<input type="hidden" name="referrer" value="https://example.com/"/>')
})

test('an error page says how long to wait, rounded up', () => {
  expect(html(<ErrorPage kind={429} retryAfterSeconds={30} />)).toContain('in a minute')
  expect(html(<ErrorPage kind={429} retryAfterSeconds={61} />)).toContain('in 2 minutes')
  expect(html(<ErrorPage kind={429} retryAfterSeconds={3_600} />)).toContain('in an hour')
})

test('an error page leads on to the start page, which knows the assessment under way', () => {
  expect(html(<ErrorPage kind={500} />)).toContain('href="/"')
})
