// Remix's build asks for an entry for browsers. Nothing loads it, and it would hydrate nothing: docs/decisions/0006.
export {}
