import { type CSSProperties, createContext, useContext } from 'react'
import { BRAND, brandWith } from '#app/domain/brand/brand.ts'
import { LANGUAGE_FACTS, type Language } from '#app/domain/language/languages.ts'
import type { BrandContent, ColourName, OwnBrand, Palette } from '#app/domain/brand/brand-types.ts'

// Inline styles are what every client reads. The classes only change colours for dark mode, in those that support it; where
// a client inverts colours by itself, the contrast of each pair below holds both ways (the brand is checked for it).

const FONT = "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif"

const TONES: ColourName[] = ['champion', 'builder', 'risk', 'alert', 'crisis']

const darkTones = (dark: Palette) =>
  TONES.map(
    (tone) => `
  .text-${tone} { color: ${dark[tone]} !important; }
  .fill-${tone} { background-color: ${dark[tone]} !important; }`,
  ).join('')

const darkModeCss = (dark: Palette) => `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .page, .page > table > tbody > tr > td { background-color: ${dark.paper} !important; }
  .card { background-color: ${dark.surface} !important; border-color: ${dark.line} !important; }
  .ink { color: ${dark.ink} !important; }
  .soft { color: ${dark.muted} !important; }
  .line { border-color: ${dark.line} !important; }
  .track { background-color: ${dark.line} !important; }
  .accent { color: ${dark.accent} !important; }
  .button { background-color: ${dark.accent} !important; color: ${dark['on-accent']} !important; }${darkTones(dark)}
}
@media (max-width: 480px) {
  .card { padding: 24px 18px !important; }
}`

const stylesIn = (light: Palette) =>
  ({
    page: { backgroundColor: light.paper, margin: 0, padding: '24px 8px', fontFamily: FONT },
    container: { maxWidth: '600px', width: '100%' },
    // On the cell: Outlook on Windows ignores padding anywhere else.
    card: {
      backgroundColor: light.surface,
      border: `1px solid ${light.line}`,
      borderRadius: '12px',
      padding: '36px 40px',
    },
    product: {
      color: light.accent,
      fontSize: '14px',
      fontWeight: 600,
      lineHeight: '20px',
      margin: '0 0 28px',
    },
    heading: {
      color: light.ink,
      fontSize: '26px',
      lineHeight: '32px',
      fontWeight: 700,
      letterSpacing: '-0.5px',
      margin: '0 0 16px',
      wordBreak: 'break-word',
    },
    subheading: {
      color: light.ink,
      fontSize: '19px',
      lineHeight: '26px',
      fontWeight: 700,
      margin: '36px 0 10px',
    },
    text: { color: light.ink, fontSize: '16px', lineHeight: '25px', margin: '0 0 16px' },
    soft: { color: light.muted, fontSize: '14px', lineHeight: '21px', margin: '0 0 12px' },
    footer: { color: light.muted, fontSize: '13px', lineHeight: '20px', margin: '0 0 8px' },
    link: { color: light.accent, textDecoration: 'underline', wordBreak: 'break-word' },
    button: {
      backgroundColor: light.accent,
      color: light['on-accent'],
      borderRadius: '8px',
      fontSize: '16px',
      fontWeight: 600,
      padding: '15px 24px',
      textDecoration: 'none',
    },
    rule: { borderColor: light.line, borderTopWidth: '1px', margin: '36px 0 20px' },
    score: {
      color: light.ink,
      fontSize: '64px',
      lineHeight: '64px',
      fontWeight: 700,
      letterSpacing: '-2px',
      margin: '0',
    },
    outOf: { color: light.muted, fontSize: '16px', fontWeight: 400, letterSpacing: '0' },
    category: { fontSize: '18px', lineHeight: '26px', fontWeight: 700, margin: '4px 0 12px' },
    areaName: {
      color: light.ink,
      fontSize: '15px',
      lineHeight: '22px',
      padding: '14px 0 6px',
      verticalAlign: 'bottom',
    },
    areaScore: {
      color: light.ink,
      fontSize: '15px',
      lineHeight: '22px',
      fontWeight: 700,
      padding: '14px 0 6px',
      verticalAlign: 'bottom',
      whiteSpace: 'nowrap',
    },
    tick: { color: light.muted, fontSize: '12px', lineHeight: '18px', paddingTop: '4px' },
    step: { borderTop: `1px solid ${light.line}`, padding: '18px 0 2px', verticalAlign: 'top' },
    gain: { fontSize: '18px', lineHeight: '24px', fontWeight: 700, color: light.accent, margin: 0 },
  }) satisfies Record<string, CSSProperties>

/** Where a line begins and ends: clients do not know `start` and `end`. */
export function sidesOf(language: Language) {
  const { direction }: { direction: string } = LANGUAGE_FACTS[language]
  return direction === 'rtl'
    ? ({ start: 'right', end: 'left', paddingEnd: 'paddingLeft' } as const)
    : ({ start: 'left', end: 'right', paddingEnd: 'paddingRight' } as const)
}

function lookOf({ colours: { light, dark } }: Pick<BrandContent, 'colours'>) {
  return {
    styles: stylesIn(light),
    darkModeCss: darkModeCss(dark),
    track: light.line,
    /** Of text or a bar, inline and by the class that dark mode knows. */
    toneStyle: (tone: ColourName, as: 'text' | 'fill') => ({
      className: `${as}-${tone}`,
      colour: light[tone],
    }),
  }
}

const LookContext = createContext(lookOf(BRAND))

export const LookProvider = LookContext.Provider

/** What the e-mail looks like whose scorecard has this of its own. */
export const lookWith = (own: OwnBrand | undefined) => lookOf(brandWith(own))

export const useLook = () => useContext(LookContext)
