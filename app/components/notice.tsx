import type { ReactNode } from 'react'

export interface NoticeProps {
  tone: 'info' | 'success' | 'warning'
  title: string
  children?: ReactNode
}

/** A message on the page about something that has just happened. */
export function Notice({ tone, title, children }: NoticeProps) {
  return (
    <div className={`notice notice-${tone}`} role="status">
      <p className="notice-title">{title}</p>
      {children}
    </div>
  )
}
