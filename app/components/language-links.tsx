import { useContext } from 'react'
import { LANGUAGES, LANGUAGE_FACTS, type Language } from '#app/domain/language/languages.ts'
import { mountedPath } from '#app/domain/visit/mount.ts'
import { messagesFor } from '#app/words/messages.ts'
import { MountContext, PlaceContext, useMessages } from './mount.tsx'

/** @returns what makes the address of this very page in another language */
function useAddressIn(): (language: Language) => string {
  const mount = useContext(MountContext)
  const place = useContext(PlaceContext)
  // Whoever made up the address may have begun it with two slashes, which would be another site's.
  return (language) => mountedPath({ ...mount, language }, place.replace(/^\/+/, '/'))
}

/** The same place in every language. */
export function LanguageLinks() {
  const { layout: t } = useMessages()
  const { language: own } = useContext(MountContext)
  const addressIn = useAddressIn()
  return (
    <ul className="footer-links" aria-label={t.language}>
      {LANGUAGES.map((language) => (
        <li key={language}>
          {language === own ? (
            <span aria-current="true">{LANGUAGE_FACTS[language].name}</span>
          ) : (
            <a href={addressIn(language)} hrefLang={language} lang={language}>
              {LANGUAGE_FACTS[language].name}
            </a>
          )}
        </li>
      ))}
    </ul>
  )
}

/** In the language that the browser asks for, which the page is not in. */
export function LanguageOffer({ language }: { language: Language }) {
  const { layout: t } = messagesFor(language)
  const addressIn = useAddressIn()
  return (
    <p className="muted" lang={language}>
      {t.offer}{' '}
      <a href={addressIn(language)} hrefLang={language}>
        {t.offerLink}
      </a>
    </p>
  )
}
