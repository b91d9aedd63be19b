import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { ContactForm } from '#app/components/contact-form.tsx'
import { Recommendations } from '#app/components/recommendations.tsx'
import { ScoreGauge } from '#app/components/score-gauge.tsx'
import { findLimits } from '#app/domain/quiz/quiz.ts'
import { QUIZ } from '#tests/factories/quiz.ts'
import { fieldsOfStage } from '#app/domain/lead/contact.ts'
import { createRecommendations, createResultsProps } from '#tests/factories/page-props.ts'
import { PAGES } from '#tests/factories/pages.tsx'
import { Results } from '#app/components/results.tsx'

const html = renderToStaticMarkup
const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1]!)

test('the gauge is read out as one sentence', () => {
  const markup = html(
    <ScoreGauge score={64} label="AI Value Builder" category="builder" limits={findLimits(QUIZ)} />,
  )
  expect(markup).toContain('role="img" aria-label="Score 64 out of 100: AI Value Builder"')
  expect(markup).toContain('stroke-dasharray="64 200"')
})

test('a score of 0 draws no bar', () => {
  expect(html(<ScoreGauge score={0} label="AI Crisis Mode" category="crisis" limits={[]} />)).not.toContain(
    'gauge-fill',
  )
})

test('the first step is there for everybody; of the locked ones areas and gains are, before the form', () => {
  const [first, ...others] = createRecommendations()
  const markup = html(
    <Recommendations items={[first!]} locked={others}>
      <ContactForm
        action="/results"
        stage="email"
        asksConsent
        consentText="I agree."
        requestText="To send results."
      />
    </Recommendations>,
  )
  expect(markup).toContain(first!.title)
  expect(markup).toContain(first!.action)
  expect(all(markup, /<strong>\+(\d+)<\/strong>/g)).toHaveLength(1 + others.length)
  for (const { title, action, areaName } of others) {
    expect(markup).toContain(areaName)
    expect(markup).not.toContain(title)
    expect(markup).not.toContain(action)
  }
  expect(markup.indexOf('name="email"')).toBeGreaterThan(markup.indexOf('is-locked'))
})

test('a strength to keep promises no points', () => {
  const item = { ...createRecommendations()[0]!, gain: 0 }
  const markup = html(<Recommendations items={[item]} />)
  expect(markup).toContain('Strengths to keep')
  expect(markup).not.toContain('+0')
})

test('the category is shown once, and read out once more with the score', () => {
  const markup = html(<Results {...createResultsProps(51, 'risk_zone', { whatIf: undefined })} />)
  expect(markup.match(/AI Risk Zone/g)).toHaveLength(2)
  expect(markup).toContain('aria-label="Score 51 out of 100: AI Risk Zone"')
})

test('what moved the score says of each answer what it brought, and offers what can be gained', () => {
  const markup = html(<Results {...createResultsProps(51, 'risk_zone')} />)
  expect(all(markup, /name="fix" value="([^"]+)"/g)).toHaveLength(15)
  expect(markup).not.toContain('value="customer_safe_1"')
  expect(markup).toContain('<strong>0</strong> of 7')
  expect(markup).toContain('It passes a fixed set of real and adversarial cases')
})

test('fixes that were tried stay ticked, in areas that are open, beside the score with them', () => {
  const markup = html(PAGES['results with fixes tried'])
  expect(all(markup, /<input[^>]*name="fix" checked="" value="([^"]+)"/g)).toEqual([
    'customer_safe_2',
    'governance_1',
  ])
  expect(markup.match(/<details class="effects" open="">/g)).toHaveLength(2)
  expect(markup).toMatch(/With these 2 fixes the score would be <strong>\d+<\/strong> in place of/)
})

test.each([
  ['email', true, [...fieldsOfStage('email'), 'consent']],
  ['email', false, fieldsOfStage('email')],
  ['details', true, ['consent', ...fieldsOfStage('details')]],
  ['details', false, fieldsOfStage('details')],
  ['phone', true, ['consent', ...fieldsOfStage('phone')]],
  ['phone', false, fieldsOfStage('phone')],
] as const)(
  'the contact form asks at the stage %s, with the box: %s, for no more than %j',
  (stage, asksConsent, names) => {
    const markup = html(
      <ContactForm
        action="/results"
        stage={stage}
        asksConsent={asksConsent}
        consentText="I agree."
        requestText="To send results."
      />,
    )
    expect(all(markup, /<input[^>]*name="([^"]+)"/g)).toEqual(names)
  },
)

test('the contact form keeps what was typed and links its errors', () => {
  const markup = html(
    <ContactForm
      action="/results"
      stage="details"
      asksConsent={false}
      consentText="I agree."
      requestText="To send results."
      values={{ firstName: 'Ada', lastName: null, company: 'Example Ltd' }}
      errors={{ lastName: 'The last name is missing.' }}
    />,
  )
  expect(markup).toContain('value="Ada"')
  expect(markup).toContain('value="Example Ltd"')
  expect(markup).toContain('<a href="#lastName">The last name is missing.</a>')
  expect(markup).toContain('aria-describedby="lastName-error"')
})

test('a score is shown with its areas before any contact detail is given', () => {
  const markup = html(<Results {...createResultsProps(51, 'risk_zone')} />)
  expect(markup).toContain('Score 51 out of 100: AI Risk Zone')
  expect(all(markup, /<strong>(\d+)<\/strong><span class="muted"> \/ 100/g)).toEqual([
    '69',
    '35',
    '50',
    '100',
  ])
})
