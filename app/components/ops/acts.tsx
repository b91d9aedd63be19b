import type { ActLink } from '#app/domain/console/page-view.ts'

export function Acts({ acts }: { acts: readonly ActLink[] }) {
  if (acts.length === 0) return null
  return (
    <ul className="ops-acts">
      {acts.map(({ label, href }) => (
        <li key={href}>
          <a className="ops-button" href={href}>
            {label}
          </a>
        </li>
      ))}
    </ul>
  )
}
