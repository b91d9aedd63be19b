import { useHref, useMessages } from './mount.tsx'
import { ForgetBrowser } from './forget-browser.tsx'
import { AskTeam, type AskTeamProps } from './team/ask-team.tsx'
import { TakeAgain, type TakeAgainProps } from './take-again.tsx'

export interface SharingProps {
  /** The address to pass on; absent until there is one. */
  url?: string
  /** the last day that it works, in words */
  until?: string
}

export interface ResultsKeepingProps {
  /** The result as a document. */
  reportHref: string
  /** Absent where the results are somebody else's. */
  sharing?: SharingProps
  again?: TakeAgainProps
  /** Absent where the results are somebody else's. */
  team?: AskTeamProps
  /** This browser can open these results without the address. */
  forget?: boolean
}

/** What becomes of these results: on paper, with others, next time, and in this browser. */
export function ResultsKeeping({ reportHref, sharing, again, team, forget }: ResultsKeepingProps) {
  const {
    results: { keeping: t },
  } = useMessages()
  const href = useHref()
  const comesAgain = again && (again.own ?? again.byLink) !== undefined
  return (
    <div className="results-keeping">
      <section className="keeping" aria-labelledby="report-title">
        <h2 id="report-title">{t.report}</h2>
        <p>{t.reportText}</p>
        <p>
          <a className="button button-quiet" href={href(reportHref)}>
            {t.openReport}
          </a>
        </p>
      </section>
      {comesAgain && <TakeAgain {...again} />}
      {team && <AskTeam {...team} />}
      {sharing && <Sharing {...sharing} />}
      {forget && <ForgetBrowser sharing={sharing?.url !== undefined} />}
    </div>
  )
}

function Sharing({ url, until }: SharingProps) {
  const {
    results: { keeping: t },
  } = useMessages()
  return (
    <section className="keeping" id="sharing" aria-labelledby="sharing-title">
      <h2 id="sharing-title">{t.share}</h2>
      {url === undefined ? (
        <p>{t.shareText}</p>
      ) : (
        <>
          <p>{t.shared(until ?? '')}</p>
          <p className="shared-address">
            <a href={url}>{url}</a>
          </p>
        </>
      )}
      <form method="post">
        <input type="hidden" name="intent" value={url === undefined ? 'share' : 'stop_sharing'} />
        <button className="button button-quiet" type="submit">
          {url === undefined ? t.makeLink : t.endLink}
        </button>
      </form>
    </section>
  )
}
