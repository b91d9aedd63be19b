/** What a page in a frame tells the site around it. public/embed.js believes no other. */
export const FRAME_MESSAGE = { type: 'scorecard', version: 1 } as const

export type FrameMessage = typeof FRAME_MESSAGE & {
  /** of the page, in whole pixels */
  height: number
  /** another page, or another step, is shown from its beginning */
  begins: boolean
}
