const HEX = /^#[0-9a-f]{6}$/i

export function isColour(value: unknown): value is string {
  return typeof value === 'string' && HEX.test(value)
}

/** From 1 to 21, by https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio. Both colours as `#rrggbb`. */
export function contrastRatio(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].toSorted((a, b) => a - b) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => linear(parseInt(colour.slice(at, at + 2), 16) / 255))
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
}

function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
}
