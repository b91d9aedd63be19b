import { useHref, useMessages } from './mount.tsx'
import { Linked } from './linked.tsx'
import { Notice } from './notice.tsx'

/** Says of a page that was asked for as `?variant=` that it is not what everybody sees. */
export function PreviewNotice({ kind }: { kind: 'shown' | 'unknown' }) {
  const {
    landing: { preview: t },
  } = useMessages()
  const href = useHref()
  if (kind === 'unknown') {
    return (
      <Notice tone="warning" title={t.unknown}>
        <p>
          <Linked text={t.unknownText} href={href('/')} />
        </p>
      </Notice>
    )
  }
  return (
    <Notice tone="info" title={t.shown}>
      <p>
        <Linked text={t.shownText} href={href('/')} />
      </p>
    </Notice>
  )
}
