import { pointsInWords, wholePoints } from '#app/domain/quiz/points.ts'
import { Section, Text } from '@react-email/components'
import { Action, MailLayout, MailLink, Paragraph, Subheading } from './mail-layout.tsx'
import { styles } from './mail-styles.ts'
import { AreaScoreRows, ScoreGauge } from './score-bars.tsx'
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

const TITLE = 'Your AI readiness results'
const QUIET_PREHEADER = 'Your score, its breakdown in four areas, and what to do next.'
const scoreLine = ({ totalScore }: ResultsMailData) => `Your AI readiness score: ${totalScore} out of 100`

const REASON =
  'You are receiving this e-mail because this address was entered to receive the results of an assessment.'

const briefingByMail = (mayWrite: boolean) =>
  mayWrite
    ? 'We will write to you with a choice of times.'
    : 'To arrange one, agree on the page with your results that we may contact you, and we will write to you.'

export function resultsMail(data: ResultsMailData, sender: MailSender): RenderedMail {
  return {
    subject: data.scoreInSubject ? scoreLine(data) : TITLE,
    html: renderHtml(<ResultsMail data={data} sender={sender} />),
    text: resultsText(data, sender),
  }
}

function ResultsMail({ data, sender }: { data: ResultsMailData; sender: MailSender }) {
  return (
    <MailLayout
      title={TITLE}
      preheader={data.scoreInSubject ? `${data.categoryName}. ${data.headline}` : QUIET_PREHEADER}
      reason={REASON}
      sender={sender}
    >
      <ScoreGauge score={data.totalScore} categoryName={data.categoryName} />
      <Text className="ink" style={{ ...styles.text, margin: '16px 0 0' }}>
        {data.headline}
      </Text>
      <Subheading>Your four areas</Subheading>
      <AreaScoreRows areas={data.areas} />
      {data.recommendations.length > 0 && <Subheading>What to do next</Subheading>}
      <Steps steps={data.recommendations} />
      <Action href={data.resultsUrl} label="See your full results" />
      <Text className="soft" style={{ ...styles.soft, margin: '12px 0 0' }}>
        The link works until {data.linkEnds}. Anyone who has it can see your results.
      </Text>
      <Text className="soft" style={{ ...styles.soft, margin: '12px 0 0' }}>
        To see what has moved, <MailLink href={data.againUrl}>take the assessment again</MailLink> before
        then: the new result is compared with this one.
      </Text>
      {data.briefing && (
        <Section>
          <Subheading>Talk it through</Subheading>
          <Paragraph>
            Your answers qualify you for an executive briefing: a conversation about your gaps, starting with
            those that pay off first.
          </Paragraph>
          {data.briefing.url === null ? (
            <Paragraph>{briefingByMail(data.briefing.mayWrite)}</Paragraph>
          ) : (
            <Action href={data.briefing.url} label="Book your executive briefing" />
          )}
        </Section>
      )}
    </MailLayout>
  )
}

/** Next steps as on the page: the points in a column of their own. */
function Steps({ steps }: { steps: ResultsMailData['recommendations'] }) {
  return (
    <table role="presentation" width="100%" cellPadding={0} cellSpacing={0}>
      <tbody>
        {steps.map(({ title, areaName, gain, action }, index) => (
          <tr key={title}>
            <td className="line" width="52" style={styles.step}>
              <Text className="accent" style={styles.gain}>
                {gain > 0 ? `+${wholePoints(gain)}` : 'Keep'}
              </Text>
            </td>
            <td className="line" style={styles.step}>
              <Text className="ink" style={{ ...styles.text, fontWeight: 700, margin: '0 0 2px' }}>
                {index + 1}. {title}
              </Text>
              <Text className="soft" style={styles.soft}>
                {areaName}
                {gainWords(gain)}
              </Text>
              <Paragraph>{action}</Paragraph>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function gainWords(gain: number): string {
  return gain > 0 ? `: ${pointsInWords(gain)} to gain` : ''
}

function resultsText(data: ResultsMailData, sender: MailSender): string {
  const width = Math.max(...data.areas.map((area) => area.name.length))
  return renderText([
    scoreLine(data),
    `${data.categoryName}. ${data.headline}`,
    `YOUR FOUR AREAS\n${data.areas.map((area) => `${area.name.padEnd(width)}  ${area.score}`).join('\n')}`,
    data.recommendations.length > 0 && 'WHAT TO DO NEXT',
    ...data.recommendations.map(
      (item, index) => `${index + 1}. ${item.title}\n${item.areaName}${gainWords(item.gain)}\n${item.action}`,
    ),
    `See your full results:\n${data.resultsUrl}\nThe link works until ${data.linkEnds}. Anyone who has it can see your results.`,
    `To see what has moved, take the assessment again before then, and have it compared with this one:\n${data.againUrl}`,
    data.briefing &&
      `Your answers qualify you for an executive briefing. ${data.briefing.url === null ? briefingByMail(data.briefing.mayWrite) : `Book it here:\n${data.briefing.url}`}`,
    textFooter(sender, REASON),
  ])
}
