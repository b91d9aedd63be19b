import { type ReactElement, createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { BRAND } from '#app/domain/brand/brand.ts'
import type { OwnBrand } from '#app/domain/brand/brand-types.ts'
import { keepTogether } from '#app/domain/language/keep-together.ts'
import type { Language } from '#app/domain/language/languages.ts'
import { messagesFor } from '#app/words/messages.ts'
import { LookProvider, lookWith } from './mail-styles.ts'

/** What a template makes: the same text twice, for clients that show HTML and for those that do not. */
export interface RenderedMail {
  subject: string
  html: string
  text: string
}

/** Who sends, as it stands below every e-mail. It comes from the configuration. */
export interface MailSender {
  /** what the scorecard goes by; unset: the brand's name */
  product?: string | undefined
  /** what the scorecard has in place of the brand's */
  ownBrand?: OwnBrand | undefined
  /** null leaves it out, as with the other two */
  company: string | null
  /** most countries want one */
  postalAddress: string | null
  imprintUrl: string | null
  /** null for an e-mail to the owner, who sets where it goes */
  unsubscribeUrl: string | null
}

/** RFC 8058: the first address takes a post without cookie or question. */
export function unsubscribeHeaders(stopUrl: string, other: string | null): Record<string, string> {
  const urls = other?.startsWith('mailto:') ? [stopUrl, other] : [stopUrl]
  return {
    'List-Unsubscribe': urls.map((url) => `<${url}>`).join(', '),
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  }
}

const DOCTYPE =
  '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">'

/**
 * The same element gives the same bytes every time: a repeated send under one idempotency key must not differ.
 * React's own static renderer, because `@react-email/render` adds 157 KiB (gzip) to the Worker for the same result.
 */
export function renderHtml(element: ReactElement, { ownBrand }: Pick<MailSender, 'ownBrand'>): string {
  const looked = createElement(LookProvider, { value: lookWith(ownBrand) }, element)
  return `${DOCTYPE}${keepTogether(renderToStaticMarkup(looked), unbroken)}`
}

/** Not every mail program knows the character that pages have for it. */
const unbroken = (word: string) => `<span style="white-space:nowrap">${word}</span>`

const TEXT_WIDTH = 72

/** Plain text with lines of at most 72 characters, links left whole; empty blocks are left out. */
export function renderText(blocks: readonly (string | false | null)[]): string {
  const kept = blocks.filter((block) => typeof block === 'string' && block !== '') as string[]
  return `${kept.map((block) => block.split('\n').map(wrap).join('\n')).join('\n\n')}\n`
}

function wrap(line: string): string {
  const lines: string[] = []
  let current = ''
  for (const word of line.split(' ')) {
    if (current !== '' && current.length + 1 + word.length > TEXT_WIDTH) {
      lines.push(current)
      current = word
    } else {
      current = current === '' ? word : `${current} ${word}`
    }
  }
  return [...lines, current].join('\n')
}

export function textFooter(sender: MailSender, reason: string, language: Language): string {
  const { product = BRAND.product, company, postalAddress, imprintUrl, unsubscribeUrl } = sender
  const { mail } = messagesFor(language)
  const imprint = imprintUrl && `${mail.imprint}: ${imprintUrl}`
  return [
    '--',
    product,
    company,
    postalAddress,
    imprint,
    reason,
    unsubscribeUrl && `${mail.stop}: ${unsubscribeUrl}`,
  ]
    .filter((line) => line !== null)
    .join('\n')
}
