import type { UnsaidSetting } from '#app/domain/privacy/notice-facts.ts'
import { Notice } from './notice.tsx'

/** For who sets an installation up: what its notice does not say yet, and the setting that would. */
export function UnsaidSettings({ settings }: { settings: readonly UnsaidSetting[] }) {
  if (settings.length === 0) return null
  return (
    <Notice tone="info" title="This notice is not complete (shown on a developer’s machine alone)">
      <p>Set these, in .dev.vars here and for the deployment; npm run check:config names them too:</p>
      <ul className="plain-list">
        {settings.map(({ setting, says }) => (
          <li key={setting}>
            <code>{setting}</code>: {says}
          </li>
        ))}
      </ul>
    </Notice>
  )
}
