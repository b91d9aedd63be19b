import type { OutgoingMail } from '#app/clients/mail/mail.server.ts'
import type { ClaimedEmail, EmailContents } from '#app/data/mail/messages.server.ts'
import { DEFAULT_LANGUAGE, type Language } from '#app/domain/language/languages.ts'
import type { MailFailure } from '#app/domain/mail/failure.ts'
import { describeProblem, seeFor } from '#app/domain/health-problem.ts'
import { alertMail } from '#app/emails/alert-mail.tsx'
import { briefingUrl } from '#app/content/briefing.ts'
import { SCORECARDS, findQuiz, quizOf } from '#app/content/scorecards.ts'
import { nearestCategory } from '#app/domain/quiz/category-for.ts'
import { type Quiz, scoredAreas } from '#app/domain/quiz/quiz.ts'
import { recommendationsIn } from '#app/domain/quiz/recommendations.ts'
import { privacyMail } from '#app/emails/privacy-mail.tsx'
import { type MailSender, type RenderedMail, unsubscribeHeaders } from '#app/emails/rendered-mail.ts'
import { receiptMail } from '#app/emails/receipt-mail.tsx'
import { resultsMail } from '#app/emails/results-mail.tsx'
import { resumeMail } from '#app/emails/resume-mail.tsx'
import { DEFAULT_SCORECARD, mountedPath } from '#app/domain/visit/mount.ts'
import { describeWithdrawal } from '#app/words/describe-withdrawal.ts'
import { messagesFor } from '#app/words/messages.ts'
import { createStopToken } from '#app/platform/stop-token.server.ts'
import { recoverToken } from '#app/platform/token.server.ts'

export interface ComposerSettings {
  from: string
  replyTo: string | null
  sender: Omit<MailSender, 'unsubscribeUrl'>
  /** null: the stop link is in the footer too */
  unsubscribeUrl: string | null
  siteUrl: string
  /** where a briefing is booked; null where bookings are made by e-mail */
  briefingUrl: string | null
  /** whether the subject of the e-mail with the results says the score */
  scoreInSubject: boolean
  /** newest first: tokens of links are derived from them */
  secrets: readonly string[]
}

export type Composition =
  | { kind: 'mail'; mail: OutgoingMail }
  | { kind: 'cancel'; reason: MailFailure }
  /** another release wrote it, and can send it */
  | { kind: 'unreadable' }

/** Nothing that a visitor typed goes into it: nobody can make us send their words to somebody else. */
export async function composeEmail(
  message: Pick<ClaimedEmail, 'id' | 'revision' | 'recipient' | 'recipientHash' | 'contents'>,
  settings: ComposerSettings,
): Promise<Composition> {
  if (!message.contents) return { kind: 'unreadable' }
  const [stopToken, linkToken] = await Promise.all([
    createStopToken(settings.secrets[0] ?? '', message.recipientHash),
    recoverLinkToken(message.contents, settings.secrets),
  ])
  const stopUrl = linkIn(
    { language: languageOf(message.contents) },
    `/privacy/stop/${stopToken}`,
    settings.siteUrl,
  )
  const { brand, ownBrand } = quizOfMail(message.contents)
  const sender = {
    ...settings.sender,
    product: brand?.product,
    ownBrand,
    unsubscribeUrl: settings.unsubscribeUrl ?? stopUrl,
  }
  const rendered = render(message.contents, linkToken, settings, sender)
  if (typeof rendered === 'string') return { kind: 'cancel', reason: rendered }
  return {
    kind: 'mail',
    mail: {
      ...rendered,
      from: sentBy(settings.from, brand?.sender),
      to: message.recipient,
      replyTo: ownBrand?.replyTo ?? settings.replyTo,
      headers: {
        ...(message.contents.kind !== 'alert' && unsubscribeHeaders(stopUrl, settings.unsubscribeUrl)),
        // Out-of-office replies to a machine help nobody.
        'Auto-Submitted': 'auto-generated',
      },
      messageId: message.id,
      idempotencyKey: keyOf(message),
    },
  }
}

/** The same for every attempt that may have been taken; another one once it is known that none was. */
function keyOf({ id, revision }: Pick<ClaimedEmail, 'id' | 'revision'>): string {
  return revision === 1 ? id : `${id}.${revision}`
}

function render(
  contents: EmailContents,
  token: string | null,
  settings: ComposerSettings,
  sender: MailSender,
): RenderedMail | MailFailure {
  if (contents.kind === 'receipt') return renderReceipt(contents, settings.siteUrl, sender)
  if (contents.kind === 'alert') return renderAlert(contents.payload, settings.siteUrl, sender)
  if (contents.kind === 'results' && contents.assessment?.allowed === false) return 'consent_withdrawn'
  if (token === null) return 'link_gone'
  const { siteUrl } = settings
  const language = languageOf(contents)
  switch (contents.kind) {
    case 'results':
      return renderResults(contents, token, settings, sender)
    case 'resume': {
      const { stepsDone, totalSteps } = contents.payload
      const resumeUrl = linkIn(contents.payload, `/assessment/resume/${token}`, siteUrl)
      return resumeMail({ resumeUrl, stepsDone, totalSteps }, sender, language)
    }
    case 'privacy': {
      const { request, validHours } = contents.payload
      const confirmUrl = linkIn(contents.payload, `/privacy/confirm/${token}`, siteUrl)
      return privacyMail({ request, confirmUrl, validHours }, sender, language)
    }
  }
}

/** As it was written down with the e-mail: it must not change between two attempts. */
function languageOf(contents: EmailContents): Language {
  return contents.kind === 'alert' ? DEFAULT_LANGUAGE : contents.payload.language
}

/** The address of a page in this language, and of this scorecard. */
function linkIn(
  { language, scorecard = DEFAULT_SCORECARD }: { language: Language; scorecard?: string },
  path: string,
  siteUrl: string,
): string {
  // One that was never published has its pages in the preview alone.
  const preview = !SCORECARDS.includes(scorecard)
  return new URL(mountedPath({ embedded: false, language, scorecard, preview }, path), siteUrl).href
}

async function recoverLinkToken(contents: EmailContents, secrets: readonly string[]): Promise<string | null> {
  if (contents.kind === 'receipt' || contents.kind === 'alert' || !contents.link) return null
  return recoverToken(secrets, contents.payload.linkId, contents.link.tokenHash)
}

function renderResults(
  { assessment, link, payload }: Extract<EmailContents, { kind: 'results' }>,
  token: string,
  { siteUrl, briefingUrl: usual, scoreInSubject }: ComposerSettings,
  sender: MailSender,
): RenderedMail | MailFailure {
  if (!assessment || !link) return 'link_gone'
  const quiz = quizOf({ ...assessment, language: payload.language })
  const mount = { language: payload.language, scorecard: quiz.scorecard }
  const { name: categoryName, headline } = nearestCategory(quiz, assessment.scoreCategory)
  // An address of one part that a line of an e-mail holds, without a character that mail programs encode.
  const resultsUrl = linkIn(mount, `/assessment/results/${token}`, siteUrl)
  return resultsMail(
    {
      totalScore: assessment.totalScore,
      categoryName,
      headline,
      areas: scoredAreas(quiz, assessment.scoreBreakdown).map(({ area: { name }, score }) => ({
        name,
        score,
      })),
      recommendations: recommendationsIn(quiz, assessment),
      resultsUrl,
      againUrl: linkIn(mount, `/assessment/again/${token}`, siteUrl),
      linkEnds: messagesFor(payload.language).format.day(new Date(link.expiresAt)),
      scoreInSubject,
      briefing: payload.briefing
        ? { url: briefingUrl(quiz, usual ?? undefined) ?? null, mayWrite: payload.mayWrite }
        : null,
    },
    sender,
    payload.language,
  )
}

/** Of the scorecard that an e-mail is about, as it is now; of the default one where it is about none. */
function quizOfMail(contents: EmailContents): Quiz {
  const named = contents.kind === 'results' ? contents.assessment?.scorecard : undefined
  const scorecard = contents.kind === 'resume' ? contents.payload.scorecard : named
  return findQuiz({ scorecard: scorecard ?? DEFAULT_SCORECARD, language: languageOf(contents) })
}

/** @param name in place of the one that stands before the address */
function sentBy(from: string, name: string | undefined): string {
  const [, address = from] = /<([^<>]+)>\s*$/.exec(from) ?? []
  return name === undefined ? from : `${name} <${address.trim()}>`
}

function renderReceipt(
  { receipt, payload }: Extract<EmailContents, { kind: 'receipt' }>,
  siteUrl: string,
  sender: MailSender,
): RenderedMail | MailFailure {
  if (!receipt) return 'link_gone'
  const { language } = payload
  const receiptUrl = linkIn(payload, `/privacy?receipt=${payload.receipt}`, siteUrl)
  const { format, mail, privacy } = messagesFor(language)
  const here = mail.receipt.here(format.day(new Date(receipt.withdrawnAt)))
  const texts = [here, ...describeWithdrawal(receipt, privacy.withdrawal)]
  return receiptMail({ texts, receiptUrl }, sender, language)
}

function renderAlert(
  { problem, change }: Extract<EmailContents, { kind: 'alert' }>['payload'],
  siteUrl: string,
  sender: MailSender,
): RenderedMail {
  const over = change === 'recovered'
  const healthUrl = new URL('/health', siteUrl).href
  const see = seeFor([problem])[problem] ?? null
  const meaning = describeProblem(problem)
  return alertMail({ over, problem, meaning, see, healthUrl }, { ...sender, unsubscribeUrl: null })
}
