export interface ActFormProps {
  act: 'join' | 'leave' | 'compare' | 'end'
  /** of this browser's */
  resultId: string
  label: string
  primary?: boolean
}

/** One button that does something to a team. */
export function ActForm({ act, resultId, label, primary = false }: ActFormProps) {
  return (
    <form method="post">
      <input type="hidden" name="intent" value={act} />
      <input type="hidden" name="result" value={resultId} />
      <button className={`button ${primary ? 'button-primary' : 'button-quiet'}`} type="submit">
        {label}
      </button>
    </form>
  )
}
