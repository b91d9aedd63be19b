import { brandContent } from './brand-content.ts'
import { DEFAULT_LANGUAGE, type Language } from '#app/domain/language/languages.ts'
import { DEFAULT_SCORECARD } from '#app/domain/visit/mount.ts'
import { type BrandContent, COLOUR_NAMES, type OwnBrand, type Palette, SCHEMES } from './brand-types.ts'

export const BRAND = brandContent

export function brandWith({ mark, colours }: OwnBrand = {}, brand: BrandContent = BRAND): BrandContent {
  const [light, dark] = SCHEMES.map((scheme): Palette => ({ ...brand.colours[scheme], ...colours?.[scheme] }))
  return { ...brand, mark: mark ?? brand.mark, colours: { light: light!, dark: dark! } }
}

export function colourSheet(colours: NonNullable<OwnBrand['colours']>): string {
  const { light = {}, dark = {} } = colours
  const lines = (palette: Partial<Palette>, indent: string) =>
    COLOUR_NAMES.flatMap((name) => (palette[name] ? `${indent}--${name}: ${palette[name]};\n` : [])).join('')
  const [day, night] = [lines(light, '  '), lines(dark, '    ')]
  // `screen`: paper is light whatever the scheme.
  return (
    (day && `:root {\n${day}}\n`) +
    (night && `\n@media screen and (prefers-color-scheme: dark) {\n  :root {\n${night}  }\n}\n`)
  )
}

/** A file that `npm run brand` draws. @param name as it is for the default scorecard in English */
export function drawnFile(name: string, ...others: readonly string[]): string {
  const [stem, ending] = name.split('.')
  return `${[stem, ...others].join('-')}.${ending}`
}

/** What a link to a scorecard is shown with. */
export function linkPicture({ scorecard, language }: { scorecard: string; language: Language }): string {
  return drawnFile(
    'open-graph.png',
    ...(scorecard === DEFAULT_SCORECARD ? [] : [scorecard]),
    ...(language === DEFAULT_LANGUAGE ? [] : [language]),
  )
}
