import type { BrandContent, ColourName, MarkPart, Palette } from '#app/domain/brand/brand-types.ts'

/** What the logo's parts are drawn in where all stand on the accent. */
const ON_ACCENT: Partial<Record<ColourName, string>> = { line: '0.35' }

function markOnAccent(mark: readonly MarkPart[], palette: Palette): string {
  return mark
    .map(({ path, width, colour }) => {
      const opacity = ON_ACCENT[colour] ? ` opacity="${ON_ACCENT[colour]}"` : ''
      const ink = palette['on-accent']
      return width === undefined
        ? `<path d="${path}" fill="${ink}"${opacity}/>`
        : `<path d="${path}" fill="none" stroke="${ink}" stroke-width="${width}"${opacity}/>`
    })
    .join('')
}

/**
 * The icon as SVG: the logo on the accent, which stands out in light and dark bars alike.
 * @param options.radius of the corners, in units of the 32 that the icon is wide; 0 where the system rounds them
 * @param options.inset the margin around the logo, in the same units
 */
export function iconSvg(
  { mark, colours }: BrandContent,
  { radius, inset }: { radius: number; inset: number },
): string {
  const { light } = colours
  const scale = (32 - 2 * inset) / 32
  return (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">' +
    `<rect width="32" height="32"${radius > 0 ? ` rx="${radius}"` : ''} fill="${light.accent}"/>` +
    `<g transform="translate(${inset} ${inset}) scale(${scale})">${markOnAccent(mark, light)}</g></svg>\n`
  )
}

export interface PictureSample {
  language: string
  product: string
  tagline: string
  /** one line under the tagline */
  words: string
  /** 0 to 100 */
  score: number
  label: string
  tone: ColourName
  areas: readonly { name: string; score: number; tone: ColourName }[]
}

export const PICTURE_SIZE = { width: 1200, height: 630 }

/**
 * The page that the Open Graph picture is taken of.
 * @param font a woff2 in base64: the picture is the same wherever it is drawn
 */
export function pictureHtml(brand: BrandContent, sample: PictureSample, font: string): string {
  const { light } = brand.colours
  const bars = sample.areas
    .map(
      ({ name, score, tone }) =>
        `<p>${name}<b>${score}</b></p><div class="bar"><i style="width:${score}%;background:${light[tone]}"></i></div>`,
    )
    .join('')
  return `<!doctype html><html lang="${sample.language}"><meta charset="utf-8"><style>
@font-face{font-family:Inter;font-weight:100 900;src:url(data:font/woff2;base64,${font})}
*{box-sizing:border-box;margin:0}
body{width:${PICTURE_SIZE.width}px;height:${PICTURE_SIZE.height}px;padding:72px;display:grid;grid-template-columns:1fr 400px;gap:72px;align-items:center;background:${light.paper};color:${light.ink};font:26px/1.35 Inter}
header{display:flex;gap:18px;align-items:center;font-weight:600;font-size:30px}
header svg{width:60px;height:60px}
h1{margin:44px 0 28px;font-size:${sample.tagline.length > 50 ? 58 : 68}px;hyphens:auto;line-height:1.08;letter-spacing:-.03em;font-weight:650}
.muted{color:${light.muted}}
figure{background:${light.surface};border:1px solid ${light.line};border-radius:20px;padding:34px 34px 38px}
figure svg{display:block;width:100%}
figure p{display:flex;justify-content:space-between;margin:16px 0 8px;font-size:19px}
.bar{height:9px;border-radius:5px;background:${light.sunken}}
.bar i{display:block;height:9px;border-radius:5px}
</style><body><main><header>${iconSvg(brand, { radius: 8, inset: 2 })}${sample.product}</header>
<h1>${sample.tagline}</h1><p class="muted">${sample.words}</p></main>
<figure><svg viewBox="0 0 220 136" font-family="Inter" text-anchor="middle">
<path d="M20 110a90 90 0 0 1 180 0" fill="none" stroke="${light.sunken}" stroke-width="14"/>
<path d="M20 110a90 90 0 0 1 180 0" fill="none" stroke="${light[sample.tone]}" stroke-width="14" pathLength="100" stroke-dasharray="${sample.score} 200"/>
<text x="110" y="104" font-size="58" font-weight="650" letter-spacing="-1.5" fill="${light.ink}">${sample.score}</text>
<text x="110" y="130" font-size="14" font-weight="650" fill="${light[sample.tone]}">${sample.label}</text></svg>${bars}</figure></body>`
}
