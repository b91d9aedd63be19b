import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'

// https://www.w3.org/TR/png-3/#11tEXt: a word of text, which no reader of pictures minds.
const KEYWORD = 'drawn-from'
/** Signature, and the header chunk with its length, name and checksum. */
const HEADER_BYTES = 8 + 25
const ICO_HEADER_BYTES = 22

/** What a picture was taken of, in short. */
function digestOf(html: string): string {
  return createHash('sha256').update(html).digest('hex').slice(0, 32)
}

/** A PNG that says what it was taken of, so that a stale one is known without a browser. */
export function stamped(png: Buffer, html: string): Buffer {
  const body = Buffer.from(`tEXt${KEYWORD}\0${digestOf(html)}`, 'latin1')
  const chunk = Buffer.alloc(body.length + 8)
  chunk.writeUInt32BE(body.length - 4, 0)
  body.copy(chunk, 4)
  chunk.writeUInt32BE(crc32(body), body.length + 4)
  return Buffer.concat([png.subarray(0, HEADER_BYTES), chunk, png.subarray(HEADER_BYTES)])
}

export function isStamped(picture: Buffer, html: string): boolean {
  return picture.includes(`tEXt${KEYWORD}\0${digestOf(html)}`, 0, 'latin1')
}

/** A PNG of at most 255 pixels square as the only picture of an ICO, for whatever asks for /favicon.ico. */
export function asIco(png: Buffer, size: number): Buffer {
  const header = Buffer.alloc(ICO_HEADER_BYTES)
  header.writeUInt16LE(1, 2)
  header.writeUInt16LE(1, 4)
  header.writeUInt8(size, 6)
  header.writeUInt8(size, 7)
  header.writeUInt16LE(1, 10)
  header.writeUInt16LE(32, 12)
  header.writeUInt32LE(png.length, 14)
  header.writeUInt32LE(ICO_HEADER_BYTES, 18)
  return Buffer.concat([header, png])
}
