import { spawnSync } from 'node:child_process'
import { cp, mkdir, readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { CHOICES } from '#app/domain/quiz/quiz.ts'
import { AREAS } from '#tests/factories/quiz.ts'

const MANIFESTS = 'bench/peers/page-peers'
const INSTALLED = '.data/bench-page-peers'

const AREA = AREAS[0]!

/** The first step of the assessment made with other tools, and as HTML alone. */
export const PEERS = ['plain', 'formbricks', 'surveyjs'] as const
export type Peer = (typeof PEERS)[number]

/** Serves the peers' pages and what they load, compressed as ours are. They are installed for this alone, by their lock file. */
export async function servePeers(): Promise<AsyncDisposable & { url: string }> {
  const files = await installPeers()
  const pages: Record<string, string> = {
    '/plain': plainPage(),
    '/formbricks': formbricksPage(),
    '/surveyjs': surveyPage(),
  }
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    const body = pages[path] ?? files[path]
    response.statusCode = body === undefined ? 404 : 200
    response.setHeader('Content-Type', pages[path] ? 'text/html; charset=utf-8' : typeOf(path))
    response.setHeader('Content-Encoding', 'br')
    response.end(brotliCompressSync(body ?? ''))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const typeOf = (path: string) => (path.endsWith('.css') ? 'text/css' : 'text/javascript')

async function installPeers(): Promise<Record<string, string>> {
  await mkdir(INSTALLED, { recursive: true })
  await cp(MANIFESTS, INSTALLED, { recursive: true })
  const { status, stderr } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: INSTALLED,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`npm could not install the peers of the pages: ${stderr}`)
  const file = (path: string) => readFile(join(INSTALLED, 'node_modules', path), 'utf8')
  return {
    '/formbricks.js': await file('@formbricks/surveys/dist/index.umd.js'),
    '/survey-core.js': await file('survey-core/survey.core.min.js'),
    '/survey-ui.js': await file('survey-js-ui/survey-js-ui.min.js'),
    '/survey.css': await file('survey-core/survey-core.min.css'),
  }
}

const documentOf = (head: string, body: string) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${AREA.name}</title>
  <meta name="viewport" content="width=device-width, initial-scale=1"><meta name="description" content="${AREA.name}">
  <link rel="icon" href="data:,">${head}</head><body>${body}</body></html>`

function plainPage(): string {
  const questions = AREA.questions.map(
    ({ id, text, choices }) =>
      `<fieldset><legend>${text}</legend>${CHOICES.map(
        (choice) =>
          `<p><label><input type="radio" name="${id}" value="${choice}"> ${choices[choice]}</label></p>`,
      ).join('')}</fieldset>`,
  )
  return documentOf(
    '',
    `<main><h1>${AREA.name}</h1><p>${AREA.intro}</p><form method="post">${questions.join('')}<button>Continue</button></form></main>`,
  )
}

function surveyPage(): string {
  const elements = AREA.questions.map(({ id, text, choices }) => ({
    type: 'radiogroup',
    name: id,
    title: text,
    isRequired: true,
    choices: CHOICES.map((value) => ({ value, text: choices[value] })),
  }))
  return documentOf(
    '<link rel="stylesheet" href="/survey.css"><script src="/survey-core.js"></script><script src="/survey-ui.js"></script>',
    `<main id="survey"></main><script>new Survey.Model(${JSON.stringify({ title: AREA.name, elements })}).render(document.getElementById('survey'))</script>`,
  )
}

function formbricksPage(): string {
  const inEnglish = (text: string) => ({ default: text })
  const survey = {
    id: 'peer',
    name: AREA.name,
    type: 'link',
    status: 'inProgress',
    languages: [],
    triggers: [],
    displayOption: 'respondMultiple',
    styling: {},
    hiddenFields: { enabled: false },
    welcomeCard: { enabled: false },
    thankYouCard: { enabled: false },
    endings: [],
    questions: AREA.questions.map(({ id, text, choices }) => ({
      id,
      type: 'multipleChoiceSingle',
      headline: inEnglish(text),
      required: true,
      shuffleOption: 'none',
      choices: CHOICES.map((value) => ({ id: value, label: inEnglish(choices[value]) })),
    })),
  }
  const options = { containerId: 'survey', isBrandingEnabled: false, languageCode: 'default', styling: {} }
  return documentOf(
    '<script src="/formbricks.js"></script>',
    `<main><h1>${AREA.name}</h1><div id="survey"></div></main><script>
    window.formbricksSurveys.renderSurveyInline({ ...${JSON.stringify({ ...options, survey })}, getSetIsError: () => {}, getSetIsResponseSendingFinished: () => {}, getSetQuestionId: () => {}, getSetResponseData: () => {}, onResponse: () => {}, onClose: () => {}, onFinished: () => {}, onDisplay: () => {} })</script>`,
  )
}
