import { ForgetBrowser } from './forget-browser.tsx'

export interface SharingProps {
  /** The address to pass on; absent until there is one. */
  url?: string
}

export interface ResultsKeepingProps {
  /** Absent where the results are somebody else's. */
  sharing?: SharingProps
}

/** Who else reads these results, and what stays in this browser. */
export function ResultsKeeping({ sharing }: ResultsKeepingProps) {
  return (
    <div className="results-keeping">
      {sharing && <Sharing {...sharing} />}
      <ForgetBrowser sharing={sharing?.url !== undefined} />
    </div>
  )
}

function Sharing({ url }: SharingProps) {
  return (
    <section className="card keeping" id="sharing" aria-labelledby="sharing-title">
      <h2 id="sharing-title">Share this result</h2>
      {url === undefined ? (
        <p>
          Make a link for your colleagues. It shows score, areas and next steps to whoever has it, and nothing
          about you, until you end it here or we remove your details.
        </p>
      ) : (
        <>
          <p>Whoever has this link reads the score, the areas and the next steps, and nothing about you:</p>
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
