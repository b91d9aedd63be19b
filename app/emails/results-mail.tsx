import { wholePoints } from '#app/domain/quiz/points.ts'
import { Section, Text } from '@react-email/components'
import type { Language } from '#app/domain/language/languages.ts'
import { type Messages, messagesFor } from '#app/words/messages.ts'
import { Action, MailLayout, MailLink, Paragraph, Subheading } from './mail-layout.tsx'
import { sidesOf, useLook } from './mail-styles.ts'
import { AreaScoreRows, ScoreBar } from './score-bars.tsx'
import { type MailSender, type RenderedMail, renderHtml, renderText, textFooter } from './rendered-mail.ts'

export interface ResultsMailData {
  totalScore: number
  categoryName: string
  /** One sentence that sums the category up. */
  headline: string
  areas: { name: string; score: number }[]
  recommendations: { areaName: string; title: string; action: string; gain: number }[]
  resultsUrl: string
  /** Where the next assessment begins that is compared with this one. */
  againUrl: string
  /** When the link stops working, as a date in words. */
  linkEnds: string
  /** false keeps it to the e-mail itself: an inbox may be seen by others */
  scoreInSubject: boolean
  /** null for those who do not qualify; without `url` the invitation says that somebody will write, where that is agreed */
  briefing: { url: string | null; mayWrite: boolean } | null
}

type Words = Messages['mail']['results']

export function resultsMail(data: ResultsMailData, sender: MailSender, language: Language): RenderedMail {
  const { results: words } = messagesFor(language).mail
  return {
    subject: data.scoreInSubject ? words.score(data.totalScore, sender.product) : words.title(sender.product),
    html: renderHtml(<ResultsMail data={data} sender={sender} language={language} />, sender),
    text: resultsText(data, sender, language),
  }
}

function briefingByMail(mayWrite: boolean, { briefing }: Words): string {
  return mayWrite ? briefing.weWrite : briefing.agreeFirst
}

function ResultsMail(props: { data: ResultsMailData; sender: MailSender; language: Language }) {
  const { styles } = useLook()
  const { data, sender, language } = props
  const { results: words } = messagesFor(language).mail
  const [before, again, after] = words.again
  return (
    <MailLayout
      language={language}
      title={words.title(sender.product)}
      preheader={
        data.scoreInSubject
          ? `${data.categoryName}. ${data.headline}`
          : words.quietPreheader(data.areas.length)
      }
      reason={words.reason}
      sender={sender}
    >
      <ScoreBar score={data.totalScore} categoryName={data.categoryName} words={words} />
      <Text className="ink" style={{ ...styles.text, margin: '16px 0 0' }}>
        {data.headline}
      </Text>
      <Subheading>{words.areas(data.areas.length)}</Subheading>
      <AreaScoreRows areas={data.areas} language={language} />
      {data.recommendations.length > 0 && <Subheading>{words.nextSteps}</Subheading>}
      <Steps steps={data.recommendations} language={language} />
      <Action href={data.resultsUrl} label={words.open} />
      <Text className="soft" style={{ ...styles.soft, margin: '12px 0 0' }}>
        {words.linkEnds(data.linkEnds)}
      </Text>
      <Text className="soft" style={{ ...styles.soft, margin: '12px 0 0' }}>
        {before}
        <MailLink href={data.againUrl}>{again}</MailLink>
        {after}
      </Text>
      {data.briefing && (
        <Section>
          <Subheading>{words.briefing.title}</Subheading>
          <Paragraph>{words.briefing.about}</Paragraph>
          {data.briefing.url === null ? (
            <Paragraph>{briefingByMail(data.briefing.mayWrite, words)}</Paragraph>
          ) : (
            <Action href={data.briefing.url} label={words.briefing.book} />
          )}
        </Section>
      )}
    </MailLayout>
  )
}

/** Next steps as on the page: the points in a column of their own. */
function Steps({ steps, language }: { steps: ResultsMailData['recommendations']; language: Language }) {
  const { styles } = useLook()
  const { results: words } = messagesFor(language).mail
  const { paddingEnd } = sidesOf(language)
  return (
    <table role="presentation" width="100%" cellPadding={0} cellSpacing={0}>
      <tbody>
        {steps.map(({ title, areaName, gain, action }, index) => (
          <tr key={title}>
            <td className="line" width="52" style={{ ...styles.step, [paddingEnd]: '12px' }}>
              <Text className="accent" style={styles.gain}>
                {gain > 0 ? `+${wholePoints(gain)}` : words.keep}
              </Text>
            </td>
            <td className="line" style={styles.step}>
              <Text className="ink" style={{ ...styles.text, fontWeight: 700, margin: '0 0 2px' }}>
                {index + 1}. {title}
              </Text>
              <Text className="soft" style={styles.soft}>
                {areaName}
                {gainWords(gain, words)}
              </Text>
              <Paragraph>{action}</Paragraph>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function gainWords(gain: number, words: Words): string {
  return gain > 0 ? `: ${words.gain(wholePoints(gain))}` : ''
}

function resultsText(data: ResultsMailData, sender: MailSender, language: Language): string {
  const { results: words } = messagesFor(language).mail
  const width = Math.max(...data.areas.map((area) => area.name.length))
  const areas = data.areas.map((area) => `${area.name.padEnd(width)}  ${area.score}`)
  return renderText([
    words.score(data.totalScore, sender.product),
    `${data.categoryName}. ${data.headline}`,
    [words.areas(data.areas.length).toUpperCase(), ...areas].join('\n'),
    data.recommendations.length > 0 && words.nextSteps.toUpperCase(),
    ...data.recommendations.map(
      (item, index) =>
        `${index + 1}. ${item.title}\n${item.areaName}${gainWords(item.gain, words)}\n${item.action}`,
    ),
    `${words.open}:\n${data.resultsUrl}\n${words.linkEnds(data.linkEnds)}`,
    `${words.againAddress}\n${data.againUrl}`,
    data.briefing &&
      `${words.briefing.qualified} ${data.briefing.url === null ? briefingByMail(data.briefing.mayWrite, words) : `${words.briefing.bookAddress}\n${data.briefing.url}`}`,
    textFooter(sender, words.reason, language),
  ])
}
