import type { ReactNode } from 'react'

export interface PictureProps {
  id: string
  name: string
  /** in CSS pixels; the width is all that there is */
  height: number
  children: ReactNode
}

/** An image without a scale of its own: positions across are percentages, and text keeps its size on every screen. */
export function Picture({ id, name, height, children }: PictureProps) {
  return (
    <svg className="chart" width="100%" height={height} role="img" aria-labelledby={id} focusable="false">
      <title id={id}>{name}</title>
      {children}
    </svg>
  )
}

export const percent = (position: number) => `${Math.round(position * 1000) / 1000}%`

/** What a colour or a mark stands for. */
export function Legend({ entries }: { entries: readonly { label: string; className: string }[] }) {
  return (
    <figcaption>
      <ul className="chart-legend">
        {entries.map(({ label, className }) => (
          <li key={label}>
            <svg width="20" height="12" aria-hidden="true" focusable="false">
              <rect className={className} width="20" height="12" rx="2" />
            </svg>
            {label}
          </li>
        ))}
      </ul>
    </figcaption>
  )
}
