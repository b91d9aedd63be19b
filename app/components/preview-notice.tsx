import { useHref } from './mount.tsx'
import { Notice } from './notice.tsx'

/** Says of a page that was asked for as `?variant=` that it is not what everybody sees. */
export function PreviewNotice({ kind }: { kind: 'shown' | 'unknown' }) {
  const href = useHref()
  if (kind === 'unknown') {
    return (
      <Notice tone="warning" title="There is no variant of this page by that name">
        <p>
          This is the page as it stands. <a href={href('/')}>Open it without the name</a>, or check the link.
        </p>
      </Notice>
    )
  }
  return (
    <Notice tone="info" title="You are looking at a preview">
      <p>
        This is one variant of the page. Nothing that you do from here is counted, and the next visit is an
        ordinary one. <a href={href('/')}>Open the page as visitors do</a>.
      </p>
    </Notice>
  )
}
