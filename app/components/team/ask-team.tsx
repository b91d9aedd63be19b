import { useHref, useMessages } from '#app/components/mount.tsx'

export interface AskTeamProps {
  /** The team that these answers are in, or that was made from them; absent where there is none. */
  team?: { path: string; url: string; isOwner: boolean }
}

/** Whether the rest of the leadership sees it alike: for the browser that took the assessment alone. */
export function AskTeam({ team }: AskTeamProps) {
  const href = useHref()
  const { team: t } = useMessages()
  const words = t.ask
  return (
    <section className="keeping" id="team" aria-labelledby="team-title">
      <h2 id="team-title">{team && !team.isOwner ? t.ownTitle : words.title}</h2>
      {team ? (
        <>
          <p>{team.isOwner ? words.passOn : words.member}</p>
          {team.isOwner && (
            <p className="shared-address">
              <a href={team.url}>{team.url}</a>
            </p>
          )}
          <p>
            <a className="button button-quiet" href={href(team.path)}>
              {words.open}
            </a>
          </p>
        </>
      ) : (
        <>
          <p>{words.text}</p>
          <form method="post">
            <input type="hidden" name="intent" value="ask_team" />
            <button className="button button-quiet" type="submit">
              {words.make}
            </button>
          </form>
        </>
      )}
    </section>
  )
}
