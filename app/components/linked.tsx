import { Fragment, type ReactNode } from 'react'

/** A sentence with a link where it has brackets, and with what stands between asterisks set off: no language has the words in the same place. */
export function Linked({ text, href = '' }: { text: string; href?: string }): ReactNode {
  return text
    .split(/(\[[^\]]+\]|\*[^*]+\*)/)
    .map((part, index) => <Fragment key={index}>{rendered(part, href)}</Fragment>)
}

function rendered(part: string, href: string): ReactNode {
  if (part.startsWith('[')) return <a href={href}>{part.slice(1, -1)}</a>
  return part.startsWith('*') ? <strong>{part.slice(1, -1)}</strong> : part
}
