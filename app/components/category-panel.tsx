export interface CategoryPanelProps {
  /** The category's key; chooses the colour. */
  category: string
  name: string
  /** The scores it covers, for example "40-59". */
  range: string
  /** The category in one sentence. */
  headline?: string
  /** What it means for the organization: one text a paragraph. */
  text: readonly string[]
}

export function CategoryPanel({ category, name, range, headline, text }: CategoryPanelProps) {
  return (
    <section className="category" data-category={category} aria-labelledby="category-title">
      <p className="eyebrow">Your category: {range} points</p>
      <h2 id="category-title">{name}</h2>
      {headline && <p className="category-headline">{headline}</p>}
      {text.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
    </section>
  )
}
