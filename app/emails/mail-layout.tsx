import {
  Body,
  Button,
  Column,
  Container,
  Head,
  Heading,
  Hr,
  Html,
  Link,
  Preview,
  Row,
  Section,
  Text,
} from '@react-email/components'
import type { ReactNode } from 'react'
import { BRAND } from '#app/domain/brand/brand.ts'
import { LANGUAGE_FACTS, type Language } from '#app/domain/language/languages.ts'
import { messagesFor } from '#app/words/messages.ts'
import { useLook } from './mail-styles.ts'
import type { MailSender } from './rendered-mail.ts'

interface MailLayoutProps {
  language: Language
  title: string
  /** What a client shows beside the subject, before the e-mail is opened. */
  preheader: string
  /** Why this person gets this e-mail, for the footer. */
  reason: string
  sender: MailSender
  children: ReactNode
}

/** The frame of every e-mail. There are no images and no remote resources, so nothing is lost or tracked by loading them. */
export function MailLayout({ language, title, preheader, reason, sender, children }: MailLayoutProps) {
  const { styles, darkModeCss } = useLook()
  const { mail } = messagesFor(language)
  const { product = BRAND.product } = sender
  return (
    <Html lang={language} dir={LANGUAGE_FACTS[language].direction}>
      <Head>
        <title>{title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <meta name="format-detection" content="telephone=no, date=no, address=no, email=no" />
        <style dangerouslySetInnerHTML={{ __html: darkModeCss }} />
      </Head>
      <Body className="page" style={styles.page}>
        <Preview>{preheader}</Preview>
        <div role="main">
          <Container style={styles.container}>
            <Row>
              <Column className="card" style={styles.card}>
                <Text className="accent" style={styles.product}>
                  {product}
                </Text>
                <Heading as="h1" className="ink" style={styles.heading}>
                  {title}
                </Heading>
                {children}
                <Hr className="line" style={styles.rule} />
                <Text className="soft" style={styles.footer}>
                  {reason}{' '}
                  {sender.unsubscribeUrl && <MailLink href={sender.unsubscribeUrl}>{mail.stop}</MailLink>}
                </Text>
                <Text className="soft" style={styles.footer}>
                  {[product, sender.company, sender.postalAddress].filter((line) => line !== null).join(', ')}
                  {sender.imprintUrl && (
                    <>
                      {' '}
                      <MailLink href={sender.imprintUrl}>{mail.imprint}</MailLink>
                    </>
                  )}
                </Text>
              </Column>
            </Row>
          </Container>
        </div>
      </Body>
    </Html>
  )
}

export function Paragraph({ children }: { children: ReactNode }) {
  const { styles } = useLook()
  return (
    <Text className="ink" style={styles.text}>
      {children}
    </Text>
  )
}

export function Subheading({ children }: { children: ReactNode }) {
  const { styles } = useLook()
  return (
    <Heading as="h2" className="ink" style={styles.subheading}>
      {children}
    </Heading>
  )
}

export function MailLink({ href, children }: { href: string; children: ReactNode }) {
  const { styles } = useLook()
  return (
    <Link href={href} className="accent" style={styles.link}>
      {children}
    </Link>
  )
}

/**
 * A button, with its address spelt out below where words lead to it: for clients that break buttons and for readers who want
 * to see it.
 */
export function Action({ href, label, orOpen }: { href: string; label: string; orOpen?: string }) {
  const { styles } = useLook()
  return (
    <Section style={{ paddingTop: '8px' }}>
      <Button href={href} className="button" style={styles.button}>
        {label}
      </Button>
      {orOpen && (
        <Text className="soft" style={{ ...styles.soft, margin: '12px 0 16px' }}>
          {orOpen} <MailLink href={href}>{href}</MailLink>
        </Text>
      )}
    </Section>
  )
}
