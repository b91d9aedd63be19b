import { ACT_PATH, type Act, type Proposal } from '#app/domain/console/act.ts'

/** What would be done, to how many, and the one button that does it. */
export function ConfirmAct({ act, proposal }: { act: Act; proposal: Proposal }) {
  const { title, sentence, count, button, backTo, asks } = proposal
  const fields = Object.entries(act).filter(([name]) => name !== asks?.name)
  return (
    <div className="ops-confirm">
      <h1>{title}</h1>
      <p className="lead">{sentence}</p>
      {count === 0 ? (
        <p className="ops-empty">There is nothing left that this could be done to.</p>
      ) : (
        <form method="post" action={ACT_PATH}>
          {fields.map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <input type="hidden" name="confirmed" value="yes" />
          {asks && (
            <div className="ops-filter">
              <label htmlFor={asks.name}>{asks.label}</label>
              <select id={asks.name} name={asks.name} required>
                {asks.options.map(({ value, label }) => (
                  <option key={value} value={value}>
                    {label}
                  </option>
                ))}
              </select>
            </div>
          )}
          <p className="muted">The record keeps who did it, when, and to how many.</p>
          <button className="button button-primary" type="submit">
            {button}
          </button>
        </form>
      )}
      <p>
        <a href={backTo}>Back without doing it</a>
      </p>
    </div>
  )
}
