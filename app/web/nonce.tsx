import { createContext } from 'react'

/** The CSP nonce of the response being rendered; undefined in the browser, which hides nonces from scripts. */
export const NonceContext = createContext<string | undefined>(undefined)
