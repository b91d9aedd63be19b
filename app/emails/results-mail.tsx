import { Section, Text } from '@react-email/components'
import { Action, MailLayout, Paragraph, Subheading } from './mail-layout.tsx'
import { styles } from './mail-styles.ts'
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
  /** null for those who do not qualify; without `url` the invitation says that somebody will write, where that is agreed */
  briefing: { url: string | null; mayWrite: boolean } | null
}

const REASON =
  'You are receiving this e-mail because this address was entered to receive the results of an assessment.'

const briefingByMail = (mayWrite: boolean) =>
  mayWrite
    ? 'We will write to you with a choice of times.'
    : 'To arrange one, agree on the page with your results that we may contact you, and we will write to you.'

export function resultsMail(data: ResultsMailData, sender: MailSender): RenderedMail {
  return {
    subject: `Your AI readiness score: ${data.totalScore} out of 100`,
    html: renderHtml(<ResultsMail data={data} sender={sender} />),
    text: resultsText(data, sender),
  }
}

function ResultsMail({ data, sender }: { data: ResultsMailData; sender: MailSender }) {
  return (
    <MailLayout
      title="Your AI readiness results"
      preheader={`${data.categoryName}. ${data.headline}`}
      reason={REASON}
      sender={sender}
    >
      <Text className="ink" style={styles.score}>
        {data.totalScore} <span style={{ fontSize: '20px' }}>out of 100</span>
      </Text>
      <Text
        className="accent"
        style={{ ...styles.product, fontSize: '18px', lineHeight: '26px', margin: '4px 0 8px' }}
      >
        {data.categoryName}
      </Text>
      <Paragraph>{data.headline}</Paragraph>
      <Subheading>Your four areas</Subheading>
      <AreaScoreRows areas={data.areas} />
      {data.recommendations.length > 0 && <Subheading>What to do next</Subheading>}
      {data.recommendations.map((item, index) => (
        <Section key={item.title}>
          <Text className="ink" style={{ ...styles.text, fontWeight: 700, margin: '12px 0 4px' }}>
            {index + 1}. {item.title}
          </Text>
          <Text className="soft" style={styles.soft}>
            {item.areaName}
            {gainWords(item.gain)}
          </Text>
          <Paragraph>{item.action}</Paragraph>
        </Section>
      ))}
      <Action href={data.resultsUrl} label="See your full results" />
      <Text className="soft" style={{ ...styles.soft, margin: '12px 0 0' }}>
        The link works until {data.linkEnds}. Anyone who has it can see your results.
      </Text>
      <Text className="soft" style={{ ...styles.soft, margin: '12px 0 0' }}>
        To see what has moved, <a href={data.againUrl}>take the assessment again</a> before then: the new
        result is compared with this one.
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

function AreaScoreRows({ areas }: { areas: ResultsMailData['areas'] }) {
  return (
    <table width="100%" cellPadding={0} cellSpacing={0} style={{ borderCollapse: 'collapse' }}>
      <thead>
        <tr>
          <th className="soft" scope="col" style={{ ...styles.soft, textAlign: 'left' }}>
            Area
          </th>
          <th className="soft" scope="col" style={{ ...styles.soft, textAlign: 'right' }}>
            Score out of 100
          </th>
        </tr>
      </thead>
      <tbody>
        {areas.flatMap((area) => [
          <tr key={area.name}>
            <td className="ink" style={styles.areaName}>
              {area.name}
            </td>
            <td className="ink" style={styles.areaScore}>
              {area.score}
            </td>
          </tr>,
          <tr key={`${area.name} bar`} aria-hidden="true">
            <td colSpan={2}>
              <Bar percent={area.score} />
            </td>
          </tr>,
        ])}
      </tbody>
    </table>
  )
}

/** Two coloured cells: it survives blocked images and clients without CSS backgrounds on anything but cells. */
function Bar({ percent }: { percent: number }) {
  const filled = Math.min(100, Math.max(0, percent))
  return (
    <table role="presentation" width="100%" cellPadding={0} cellSpacing={0}>
      <tbody>
        <tr>
          {filled > 0 && (
            <td
              className="fill"
              width={`${filled}%`}
              style={{ ...styles.barPart, backgroundColor: '#0f5a4f' }}
            >
              {' '}
            </td>
          )}
          {filled < 100 && (
            <td
              className="track"
              width={`${100 - filled}%`}
              style={{ ...styles.barPart, backgroundColor: '#d5dfdd' }}
            >
              {' '}
            </td>
          )}
        </tr>
      </tbody>
    </table>
  )
}

function gainWords(gain: number): string {
  if (gain <= 0) return ''
  return gain === 1 ? ': 1 point to gain' : `: ${gain} points to gain`
}

function resultsText(data: ResultsMailData, sender: MailSender): string {
  const width = Math.max(...data.areas.map((area) => area.name.length))
  return renderText([
    `Your AI readiness score: ${data.totalScore} out of 100`,
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
