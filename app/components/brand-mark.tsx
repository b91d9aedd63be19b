import { brandWith } from '#app/domain/brand/brand.ts'
import { useContext } from 'react'
import { BrandContext } from './mount.tsx'

/** The brand's logo, in colours of the page that it stands on. */
export function BrandMark() {
  const { mark } = brandWith(useContext(BrandContext))
  return (
    <svg className="brand-mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true">
      {mark.map(({ path, width, colour }) => (
        <path
          key={path}
          className={`${width === undefined ? 'fill' : 'stroke'}-${colour}`}
          d={path}
          fill={width === undefined ? undefined : 'none'}
          strokeWidth={width}
        />
      ))}
    </svg>
  )
}
