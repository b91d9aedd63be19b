import order from './index.css?raw'

// eslint-disable-next-line no-restricted-syntax -- style sheets, which import nothing
const SHEETS: Record<string, string> = import.meta.glob(
  ['./*.css', '!./index.css', '!./ops*.css', '!./report*.css'],
  {
    query: '?inline',
    import: 'default',
    eager: true,
  },
)

/** The sheets of prospects' pages, minified, in the order of the cascade: together they are `index.css`. */
export const STYLE_FAMILIES: readonly string[] = [...order.matchAll(/@import '(.*?)'/g)].map(
  ([, path]) => SHEETS[path!]!,
)
