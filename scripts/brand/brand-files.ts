import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { BrandContent, Palette } from '#app/domain/brand/brand-types.ts'
import { COLOUR_NAMES } from '#app/domain/brand/brand-types.ts'
import { toneOf } from '#app/domain/brand/tones.ts'
import { defaultQuiz } from '#app/content/scorecards.ts'
import { sampleResult } from '#app/domain/quiz/sample-result.ts'
import { PICTURE_SIZE, iconSvg, pictureHtml } from './drawings.ts'

export interface TextFile {
  path: string
  text: string
}

/** A picture that a browser takes of a page. */
export interface Picture {
  path: string
  html: string
  width: number
  height: number
}

/** The files that are made of the brand without a browser. */
export function textFiles(brand: BrandContent): TextFile[] {
  return [
    { path: 'app/styles/colours.css', text: colourSheet(brand) },
    { path: 'public/favicon.svg', text: iconSvg(brand, { radius: 8, inset: 3 }) },
  ]
}

export function pictures(brand: BrandContent): Picture[] {
  return [
    icon('public/favicon.ico', 32, iconSvg(brand, { radius: 8, inset: 3 })),
    icon('public/apple-touch-icon.png', 180, iconSvg(brand, { radius: 0, inset: 6 })),
    {
      path: 'public/open-graph.png',
      html: pictureHtml(brand, pictureSample(), pictureFont()),
      ...PICTURE_SIZE,
    },
  ]
}

function icon(path: string, size: number, svg: string): Picture {
  const html = `<!doctype html><style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`
  return { path, html, width: size, height: size }
}

function pictureSample() {
  const { score, categoryName, areas } = sampleResult(defaultQuiz())
  return {
    words: `${defaultQuiz().questions.length} questions. Ten minutes. One honest score.`,
    score,
    label: categoryName,
    tone: toneOf(score),
    areas: areas.map((area) => ({ ...area, tone: toneOf(area.score) })),
  }
}

function pictureFont(): string {
  const { resolve } = createRequire(import.meta.url)
  return readFileSync(resolve('@fontsource-variable/inter/files/inter-latin-wght-normal.woff2'), 'base64')
}

function colourSheet({ colours }: BrandContent): string {
  const lines = (palette: Palette, indent: string) =>
    COLOUR_NAMES.map((name) => `${indent}--${name}: ${palette[name]};\n`).join('')
  return `/* Made by \`npm run brand\` of app/domain/brand/brand-content.ts: edit that. */
:root {
${lines(colours.light, '  ')}}

/* \`screen\`: paper is light whatever the scheme. */
@media screen and (prefers-color-scheme: dark) {
  :root {
${lines(colours.dark, '    ')}  }
}
`
}
