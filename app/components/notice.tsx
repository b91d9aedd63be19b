import type { ReactNode } from 'react'

export interface NoticeProps {
  tone: 'info' | 'success' | 'warning'
  title: string
  children?: ReactNode
}

/** A message on the page about something that has just happened; a warning takes the focus on load. */
export function Notice({ tone, title, children }: NoticeProps) {
  return (
    <div
      className={`notice notice-${tone}`}
      role="status"
      tabIndex={tone === 'warning' ? -1 : undefined}
      data-focus={tone === 'warning' || undefined}
    >
      <p className="notice-title">{title}</p>
      {children}
    </div>
  )
}
