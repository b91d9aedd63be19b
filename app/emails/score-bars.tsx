import { Text } from '@react-email/components'
import type { Language } from '#app/domain/language/languages.ts'
import { toneOf } from '#app/domain/quiz/tones.ts'
import { type Messages, messagesFor } from '#app/words/messages.ts'
import { sidesOf, useLook } from './mail-styles.ts'

/** The score, its category and a bar in the category's tone: the gauge of the page, in what every client draws. */
export function ScoreBar({
  score,
  categoryName,
  words,
}: {
  score: number
  categoryName: string
  words: Messages['mail']['results']
}) {
  const { styles, toneStyle } = useLook()
  const { className, colour } = toneStyle(toneOf(score), 'text')
  return (
    <>
      <Text className="ink" style={styles.score}>
        {score}{' '}
        <span className="soft" style={styles.outOf}>
          {words.outOf}
        </span>
      </Text>
      <Text className={className} style={{ ...styles.category, color: colour }}>
        {categoryName}
      </Text>
      <Bar percent={score} height={14} />
      <table role="presentation" width="100%" cellPadding={0} cellSpacing={0} aria-hidden="true">
        <tbody>
          <tr>
            {[0, 20, 40, 60, 80].map((from) => (
              <td key={from} className="soft" width="20%" style={styles.tick}>
                {from}
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </>
  )
}

/** A table of the areas, a bar under each. */
export function AreaScoreRows({
  areas,
  language,
}: {
  areas: readonly { name: string; score: number }[]
  language: Language
}) {
  const { styles } = useLook()
  const { results: words } = messagesFor(language).mail
  const { start, end, paddingEnd } = sidesOf(language)
  return (
    <table width="100%" cellPadding={0} cellSpacing={0} style={{ borderCollapse: 'collapse' }}>
      <thead>
        <tr>
          <th className="soft" scope="col" style={{ ...styles.soft, textAlign: start }}>
            {words.area}
          </th>
          <th className="soft" scope="col" style={{ ...styles.soft, textAlign: end }}>
            {words.areaScore}
          </th>
        </tr>
      </thead>
      <tbody>
        {areas.flatMap((area) => [
          <tr key={area.name}>
            <td className="ink" style={{ ...styles.areaName, [paddingEnd]: '8px' }}>
              {area.name}
            </td>
            <td className="ink" style={{ ...styles.areaScore, textAlign: end }}>
              {area.score}
            </td>
          </tr>,
          <tr key={`${area.name} bar`} aria-hidden="true">
            <td colSpan={2}>
              <Bar percent={area.score} height={8} />
            </td>
          </tr>,
        ])}
      </tbody>
    </table>
  )
}

/** Two coloured cells: it survives blocked images and clients without CSS backgrounds on anything but cells. */
function Bar({ percent, height }: { percent: number; height: number }) {
  const { track, toneStyle } = useLook()
  const filled = Math.min(100, Math.max(0, percent))
  const { className, colour } = toneStyle(toneOf(filled), 'fill')
  const part = { fontSize: '1px', height: `${height}px`, lineHeight: `${height}px` }
  return (
    <table role="presentation" width="100%" cellPadding={0} cellSpacing={0}>
      <tbody>
        <tr>
          {filled > 0 && (
            <td className={className} width={`${filled}%`} style={{ ...part, backgroundColor: colour }}>
              {' '}
            </td>
          )}
          {filled < 100 && (
            <td className="track" width={`${100 - filled}%`} style={{ ...part, backgroundColor: track }}>
              {' '}
            </td>
          )}
        </tr>
      </tbody>
    </table>
  )
}
