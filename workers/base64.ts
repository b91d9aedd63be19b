/** Stands in for `@stablelib/base64` in the Worker (wrangler.toml, `alias`): the runtime has both ways by itself. */
export const encode = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes))

/** @throws DOMException for what is not base64 */
export const decode = (text: string): Uint8Array =>
  Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
