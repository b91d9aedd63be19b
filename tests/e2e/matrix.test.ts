import type { Frame } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { FLAGS } from '#dev/browser.ts'
import type { HubspotStandIn } from '#dev/hubspot/server.ts'
import { LANGUAGES, type Language } from '#app/domain/language/languages.ts'
import { embedSnippet } from '#app/domain/visit/embed-snippet.ts'
import { DEFAULT_MOUNT, mountPath } from '#app/domain/visit/mount.ts'
import { QUIZ } from '#tests/factories/quiz.ts'
import { type CookielessFront, startCookielessFront } from '#tests/helpers/cookieless-front.ts'
import { type HostPage, frameOf, startHostPage } from '#tests/helpers/host-page.ts'
import { startSyncPortal } from '#tests/helpers/hubspot-sync.ts'
import { type Site, type Visit, startSite } from '#tests/helpers/site.ts'

const PLACES = ['top', 'embedded with a partitioned cookie', 'embedded with cookies blocked'] as const
type Place = (typeof PLACES)[number]

interface Cell {
  script: boolean
  place: Place
  language: Language
}

const CELLS: Cell[] = LANGUAGES.flatMap((language) =>
  PLACES.flatMap((place) => [true, false].map((script) => ({ script, place, language }))),
)

let site: Site
let portal: HubspotStandIn
let host: HostPage
let front: CookielessFront
let reached = 0

beforeAll(async () => {
  ;[portal, host] = await Promise.all([startSyncPortal(), startHostPage()])
  const vars = {
    HUBSPOT_BASE_URL: portal.url,
    HUBSPOT_ACCESS_TOKEN: portal.token,
    EMBED_ORIGINS: host.url,
    STARTS_PER_NETWORK_PER_HOUR: '1000',
  }
  // A browser that keeps another site's cookie only where it is partitioned.
  site = await startSite(vars, { args: [...FLAGS, '--test-third-party-cookie-phaseout'] })
  front = await startCookielessFront(site.worker.url)
})
afterAll(async () => {
  await front[Symbol.asyncDispose]()
  await site.close()
  await host[Symbol.asyncDispose]()
  await portal.close()
  console.log(`matrix: ${reached} of ${CELLS.length} cells reach results and a contact in HubSpot`)
})

/** Where somebody of a cell finds the start page. */
async function open({ page }: Visit, { place, language }: Cell): Promise<Frame> {
  if (place === 'top') {
    await page.goto(mountPath({ ...DEFAULT_MOUNT, language }) || '/')
    return page.mainFrame()
  }
  const at = place === 'embedded with cookies blocked' ? front.url : site.url
  const { scorecard } = DEFAULT_MOUNT
  host.show(embedSnippet({ site: at, language, scorecard, title: 'Scorecard', campaign: 'matrix' }))
  await page.goto(`${host.url}/campaign`)
  return frameOf(page)
}

async function takeQuiz(view: Frame): Promise<void> {
  await view.locator('#start button').click()
  for (const { step, questions } of QUIZ.areas) {
    await view.locator(`form[data-step="${step}"]`).waitFor()
    for (const { id } of questions) await view.locator(`#${id}-C`).check()
    await view.locator('.step-form .button-primary').click()
  }
  await view.locator('.gauge').waitFor()
}

async function giveAddress(view: Frame, email: string): Promise<void> {
  await view.locator('#email').fill(email)
  await view.locator('#consent').check()
  await view.locator('.contact-form .button-primary').click()
  await view.locator('#company').waitFor()
}

const COOKIES: Record<Place, string[]> = {
  top: ['__Host-scorecard'],
  'embedded with a partitioned cookie': ['__Host-scorecard-embed'],
  'embedded with cookies blocked': [],
}

test.for(CELLS)(
  'from the start page to results and a contact in HubSpot: script $script, $place, $language',
  async (cell) => {
    const { script, place, language } = cell
    // A header of their own would have browsers ask another site first whether it may be sent.
    await using visit = await site.visit({ javaScriptEnabled: script, extraHTTPHeaders: {} })
    const email = `${script ? 'script' : 'plain'}-${PLACES.indexOf(place)}-${language}@example.com`
    const view = await open(visit, cell)
    expect(await view.locator('html').getAttribute('lang')).toBe(language)
    await takeQuiz(view)
    expect(await view.locator('html').getAttribute('lang')).toBe(language)
    await giveAddress(view, email)
    await expect
      .poll(() => portal.contacts().filter(({ properties }) => properties.email === email).length)
      .toBe(1)
    const stored = await site.worker.db.assessment.findFirstOrThrow({ where: { email } })
    expect(stored).toMatchObject({ totalScore: 50, language })
    expect(stored).toMatchObject(
      place === 'top' ? { sourceKind: 'direct' } : { sourceKind: 'embed', source: 'partner.localhost' },
    )
    const cookies = await visit.context.cookies()
    expect(cookies.map(({ name }) => name)).toEqual(COOKIES[place])
    expect(visit.problems).toEqual([])
    reached += 1
  },
)
