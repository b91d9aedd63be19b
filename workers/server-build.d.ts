// `remix vite:build` writes this module; its types do not depend on what was built.
declare module '*/build/server/index.js' {
  const build: import('@remix-run/cloudflare').ServerBuild
  export = build
}
