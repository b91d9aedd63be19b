/** What imports what. Every name that is imported is a key as well. */
export type Graph = ReadonlyMap<string, ReadonlySet<string>>

/** @returns the groups of two and more in which each reaches each other (strongly connected components) */
export function circlesOf(graph: Graph): string[][] {
  const reach = new Map([...graph.keys()].map((name) => [name, reachableFrom(name, graph)]))
  const circles: string[][] = []
  const seen = new Set<string>()
  for (const [name, reached] of reach) {
    if (seen.has(name)) continue
    const circle = [name, ...[...reached].filter((other) => other !== name && reach.get(other)?.has(name))]
    for (const member of circle) seen.add(member)
    if (circle.length > 1) circles.push(circle)
  }
  return circles
}

function reachableFrom(name: string, graph: Graph): Set<string> {
  const reached = new Set<string>()
  const next = [name]
  for (let current = next.pop(); current !== undefined; current = next.pop()) {
    for (const imported of graph.get(current) ?? []) {
      if (reached.has(imported)) continue
      reached.add(imported)
      next.push(imported)
    }
  }
  return reached
}

/**
 * Circles among what lies side by side in a folder, at every depth below the layers: a folder stands for all that is
 * in it, so that `lead/a` to `privacy/b/c` and `privacy/d` to `lead/e` is one. How the layers themselves may import one
 * another is the business of `.dependency-cruiser.mjs`.
 */
export function folderCirclesOf(graph: Graph, isLayered: (folder: string) => boolean): string[][] {
  const siblings = new Map<string, Map<string, Set<string>>>()
  for (const [from, imports] of graph) {
    for (const to of imports) {
      const [parent, a, b] = whereTheyPart(from, to)
      if (!isLayered(parent)) continue
      const rooms = siblings.get(parent) ?? new Map<string, Set<string>>()
      rooms.set(a, (rooms.get(a) ?? new Set()).add(b))
      if (!rooms.has(b)) rooms.set(b, new Set())
      siblings.set(parent, rooms)
    }
  }
  // Circles of files alone are counted as such.
  return [...siblings.values()]
    .flatMap(circlesOf)
    .filter((circle) => circle.some((member) => !graph.has(member)))
}

/** @returns the deepest folder that holds both, and what of it each of them lies in */
function whereTheyPart(from: string, to: string): [parent: string, a: string, b: string] {
  const a = from.split('/')
  const b = to.split('/')
  let depth = 0
  while (a[depth] === b[depth]) depth += 1
  return [a.slice(0, depth).join('/'), a.slice(0, depth + 1).join('/'), b.slice(0, depth + 1).join('/')]
}
