/** Text that is HTML already and not escaped again. */
export class Html {
  constructor(readonly text: string) {}
}

type Value = string | number | undefined | Html | Html[]

function render(value: Value): string {
  if (value instanceof Html) return value.text
  if (Array.isArray(value)) return value.map(render).join('')
  return String(value ?? '').replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

/** Template tag: every value is escaped unless it is Html, as records hold whatever a visitor typed. */
export function html(parts: TemplateStringsArray, ...values: Value[]): Html {
  return new Html(parts.reduce((text, part, index) => text + render(values[index - 1]) + part))
}
