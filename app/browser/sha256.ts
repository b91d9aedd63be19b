// SHA-256 (FIPS 180-4) of one block, because WebCrypto is asynchronous: a promise for each of many thousand hashes takes
// several times as long as the hash.

const K = Int32Array.from(firstPrimes(64), (prime) => fraction(Math.cbrt(prime)))
const START = Int32Array.from(firstPrimes(8), (prime) => fraction(Math.sqrt(prime)))
const schedule = new Int32Array(64)

const BLOCK_TEXT_LENGTH = 55

/** The eight words of the hash of a text of at most 55 characters, all ASCII; valid until the next call. */
export function hashShortText(text: string, state: Int32Array = new Int32Array(8)): Int32Array {
  if (text.length > BLOCK_TEXT_LENGTH) throw new RangeError(`A block holds ${BLOCK_TEXT_LENGTH} characters.`)
  const w = schedule
  w.fill(0, 0, 16)
  for (let i = 0; i < text.length; i++) w[i >> 2]! |= text.charCodeAt(i) << (24 - (i & 3) * 8)
  w[text.length >> 2]! |= 0x80 << (24 - (text.length & 3) * 8)
  w[15] = text.length * 8
  for (let i = 16; i < 64; i++) {
    const a = w[i - 15]!
    const b = w[i - 2]!
    const s0 = ((a >>> 7) | (a << 25)) ^ ((a >>> 18) | (a << 14)) ^ (a >>> 3)
    const s1 = ((b >>> 17) | (b << 15)) ^ ((b >>> 19) | (b << 13)) ^ (b >>> 10)
    w[i] = (w[i - 16]! + s0 + w[i - 7]! + s1) | 0
  }
  state.set(START)
  let [a, b, c, d, e, f, g, h] = START as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  for (let i = 0; i < 64; i++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[i]! + w[i]!) | 0
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + t2) | 0
  }
  const mixed = [a, b, c, d, e, f, g, h]
  for (let i = 0; i < 8; i++) state[i]! += mixed[i]!
  return state
}

/** The words of a hash in hexadecimal. */
export function parseHash(hex: string): Int32Array {
  return Int32Array.from(hex.match(/.{8}/g) ?? [], (word) => parseInt(word, 16) | 0)
}

function firstPrimes(count: number): number[] {
  const primes: number[] = []
  for (let n = 2; primes.length < count; n++) if (primes.every((prime) => n % prime)) primes.push(n)
  return primes
}

function fraction(root: number): number {
  return ((root - Math.floor(root)) * 2 ** 32) | 0
}
