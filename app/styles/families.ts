import order from './index.css?raw'
import shared from './shared.css?raw'

// eslint-disable-next-line no-restricted-syntax -- style sheets, which import nothing
const SHEETS: Record<string, string> = import.meta.glob(
  ['./*.css', '!./index.css', '!./shared.css', '!./ops*.css', '!./report*.css'],
  {
    query: '?inline',
    import: 'default',
    eager: true,
  },
)

const familiesOf = (list: string): string[] =>
  [...list.matchAll(/@import '(.*?)'/g)].flatMap(([, path]) => SHEETS[path!] ?? [])

/** The sheets of prospects' pages, minified, in the order of the cascade: together they are `index.css`. */
export const STYLE_FAMILIES = { shared: familiesOf(shared), others: familiesOf(order) }
