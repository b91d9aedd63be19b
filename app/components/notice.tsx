import type { ReactNode } from 'react'

export interface NoticeProps {
  tone: 'info' | 'success' | 'warning'
  title: string
  /** Given where the notice describes what takes the focus in its place. */
  id?: string
  children?: ReactNode
}

/** A message on the page about something that has just happened, which takes the focus on load: what is there from the start, a status does not say. */
export function Notice({ tone, title, id, children }: NoticeProps) {
  const takesFocus = tone !== 'info' && id === undefined
  return (
    <div
      id={id}
      className={`notice notice-${tone}`}
      role="status"
      tabIndex={takesFocus ? -1 : undefined}
      data-focus={takesFocus || undefined}
    >
      <p className="notice-title">{title}</p>
      {children}
    </div>
  )
}
