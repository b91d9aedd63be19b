import { useContext } from 'react'
import { colourSheet, drawnFile } from '#app/domain/brand/brand.ts'
import { BrandContext, MountContext } from './mount.tsx'

/** For `<head>`: icons, and the colours that a scorecard has of its own, behind those of all. */
export function BrandTags({ nonce }: { nonce: string | undefined }) {
  const own = useContext(BrandContext)
  const { scorecard, preview } = useContext(MountContext)
  const others = own && !preview ? [scorecard] : []
  const colours = own?.colours && colourSheet(own.colours)
  return (
    <>
      <link rel="icon" href={`/${drawnFile('favicon.svg', ...others)}`} type="image/svg+xml" />
      <link rel="apple-touch-icon" href={`/${drawnFile('apple-touch-icon.png', ...others)}`} />
      {colours && <style nonce={nonce}>{colours}</style>}
    </>
  )
}
