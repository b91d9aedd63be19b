import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { brandWith, colourSheet, drawnFile, linkPicture } from '#app/domain/brand/brand.ts'
import type { BrandContent } from '#app/domain/brand/brand-types.ts'
import { DEFAULT_LANGUAGE, LANGUAGES, type Language } from '#app/domain/language/languages.ts'
import type { Quiz } from '#app/domain/quiz/quiz.ts'
import { messagesOf } from '#app/words/messages.ts'
import { toneOf } from '#app/domain/quiz/tones.ts'
import { SCORECARDS, findQuiz } from '#app/content/scorecards.ts'
import { sampleResult } from '#app/domain/quiz/sample-result.ts'
import { PICTURE_SIZE, type PictureSample, iconSvg, pictureHtml } from './drawings.ts'

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
  const colours = `/* Made by \`npm run brand\` of app/domain/brand/brand-content.ts: edit that. */\n${colourSheet(brand.colours)}`
  return [
    { path: 'app/styles/colours.css', text: colours },
    { path: 'public/favicon.svg', text: iconSvg(brand, ROUNDED) },
    ...ownBrands(brand).map(([slug, own]) => ({
      path: `public/${drawnFile('favicon.svg', slug)}`,
      text: iconSvg(own, ROUNDED),
    })),
  ]
}

export function pictures(brand: BrandContent): Picture[] {
  return [
    icon('public/favicon.ico', 32, iconSvg(brand, ROUNDED)),
    icon('public/apple-touch-icon.png', 180, iconSvg(brand, SQUARE)),
    ...ownBrands(brand).map(([slug, own]) =>
      icon(`public/${drawnFile('apple-touch-icon.png', slug)}`, 180, iconSvg(own, SQUARE)),
    ),
    ...SCORECARDS.flatMap((scorecard) =>
      LANGUAGES.map((language) => pictureOfLinks(brand, { scorecard, language })),
    ),
  ]
}

const ROUNDED = { radius: 8, inset: 3 }
const SQUARE = { radius: 0, inset: 6 }

/** Of the published scorecards that have something of their own. */
function ownBrands(brand: BrandContent): [string, BrandContent][] {
  return SCORECARDS.flatMap((scorecard) => {
    const { ownBrand } = findQuiz({ scorecard, language: DEFAULT_LANGUAGE })
    return ownBrand ? [[scorecard, brandWith(ownBrand, brand)]] : []
  })
}

function pictureOfLinks(brand: BrandContent, key: { scorecard: string; language: Language }): Picture {
  const quiz = findQuiz(key)
  const look = brandWith(quiz.ownBrand, brand)
  return {
    path: `public/${linkPicture(key)}`,
    html: pictureHtml(look, pictureSample(quiz), pictureFont()),
    ...PICTURE_SIZE,
  }
}

function icon(path: string, size: number, svg: string): Picture {
  const html = `<!doctype html><style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`
  return { path, html, width: size, height: size }
}

function pictureSample(quiz: Quiz): PictureSample {
  const { score, categoryName, areas } = sampleResult(quiz)
  const { layout, landing } = messagesOf(quiz)
  return {
    language: quiz.language,
    product: layout.product,
    tagline: layout.tagline,
    words: `${landing.questions(quiz.questions.length)}. ${landing.minutes(quiz.minutes)}.`,
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
