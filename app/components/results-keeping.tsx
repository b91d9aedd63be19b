import { useHref } from './mount.tsx'
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
  const href = useHref()
  const comesAgain = again && (again.own ?? again.byLink) !== undefined
  return (
    <div className="results-keeping">
      <section className="keeping" aria-labelledby="report-title">
        <h2 id="report-title">Show it to your board</h2>
        <p>The score, the answers and the next steps as a document, to print or to hand out.</p>
        <p>
          <a className="button button-quiet" href={href(reportHref)}>
            Open the report
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
  return (
    <section className="keeping" id="sharing" aria-labelledby="sharing-title">
      <h2 id="sharing-title">Share this result</h2>
      {url === undefined ? (
        <p>
          Make a link for your colleagues. It shows score, answers and next steps to whoever has it, and
          nothing about you, until you end it here or we remove your details.
        </p>
      ) : (
        <>
          <p>
            Until {until}, whoever has this link reads the score, the answers and the next steps, and nothing
            about you:
          </p>
          <p className="shared-address">
            <a href={url}>{url}</a>
          </p>
        </>
      )}
      <form method="post">
        <input type="hidden" name="intent" value={url === undefined ? 'share' : 'stop_sharing'} />
        <button className="button button-quiet" type="submit">
          {url === undefined ? 'Make a link to share' : 'End this link'}
        </button>
      </form>
    </section>
  )
}
