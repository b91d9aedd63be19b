/**
 * Stands in (wrangler.toml, `alias`) for what Remix brings along and nothing here calls: `turbo-stream`, since single fetch is
 * off (docs/decisions/0006), and its parser of uploads, since the runtime reads forms by itself.
 */
function neverCalled(): never {
  throw new Error('See workers/never-called.ts.')
}

export { neverCalled as decode, neverCalled as encode, neverCalled as streamMultipart }
