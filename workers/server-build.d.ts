// `remix vite:build` writes this module; its type does not depend on what was built.
declare module '#build/server/index.js' {
  import type { ServerBuild } from '@remix-run/cloudflare'
  import type { failureText, refusalText } from '#app/entry.server.tsx'
  const build: ServerBuild & {
    entry: { module: { failureText: typeof failureText; refusalText: typeof refusalText } }
  }
  export = build
}
