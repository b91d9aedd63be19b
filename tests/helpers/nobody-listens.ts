/** An address that refuses connections on every machine: a port that is below 1024 and nobody's, and that `fetch` does not block. */
export const NOBODY_LISTENS = 'http://127.0.0.1:2'
