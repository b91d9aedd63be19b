// `remix vite:build` writes this module; its type does not depend on what was built.
declare module '#build/server/index.js' {
  import type { ServerBuild } from '@remix-run/cloudflare'
  const build: ServerBuild
  export = build
}
