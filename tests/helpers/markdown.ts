export interface Heading {
  text: string
  depth: number
  /** whether something stands below it, up to the next one that is not under it */
  filled: boolean
}

export function readHeadings(markdown: string): Heading[] {
  const sections = [...markdown.matchAll(/^(#+) (.+)\n((?:(?!#+ ).*(?:\n|$))*)/gm)]
  return sections.map(([, marks = '', text = '', body = ''], index) => ({
    text,
    depth: marks.length,
    filled: body.trim() !== '' || (sections[index + 1]?.[1]?.length ?? 0) > marks.length,
  }))
}

/** A heading as it stands in an address. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\w\s-]/g, '')
    .trim()
    .replaceAll(/\s/g, '-')
}
