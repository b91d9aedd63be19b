import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { LandingFaq } from '#app/components/landing-faq.tsx'
import { LandingMethod } from '#app/components/landing-method.tsx'
import { SCORECARDS, findQuiz } from '#app/content/scorecards.ts'
import { LANGUAGES } from '#app/domain/language/languages.ts'

const CASES = SCORECARDS.flatMap((scorecard) => LANGUAGES.map((language) => ({ scorecard, language })))

test.each(CASES)('the landing page of $scorecard in $language answers its own questions', (key) => {
  const { faq, method } = findQuiz(key).landing
  const others = CASES.filter((other) => other !== key).map((other) => findQuiz(other).landing.method)
  expect(others).not.toContain(method)
  const page = renderToStaticMarkup(
    <>
      <LandingFaq faq={faq} retentionDays={30} />
      <LandingMethod text={method} areas={[]} />
    </>,
  )
  for (const { title } of faq) expect(page).toContain(`<summary>${title}</summary>`)
  expect(page).toContain(method)
  expect(page).toContain('30 days')
  expect(page).toContain('<a href="/privacy">')
  expect(page).not.toMatch(/[{}]/)
})
