// eslint-disable-next-line no-restricted-syntax -- this is what all others import
import * as fc from 'fast-check'

// The same examples on every run: a change is not blamed for what chance has found. FC_SEED looks for others.
fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 2026) })

export { fc }
