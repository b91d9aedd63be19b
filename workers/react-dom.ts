/**
 * Stands in for `react-dom` in the Worker (wrangler.toml, `alias`): react-router-dom asks it for `flushSync`, which
 * runs in browsers only, and the real one would bring React's whole browser renderer along (45 KiB gzip). The server
 * renderer is `react-dom/server`, another module.
 */
export const flushSync = undefined
