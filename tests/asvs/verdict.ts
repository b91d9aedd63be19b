/** A test by its title as it stands in its file, or a section of a document. */
export type Proof =
  { kind: 'test'; file: string; title: string } | { kind: 'document'; file: string; heading: string }

export type Verdict =
  | { status: 'met'; id: string; asks: string; proofs: readonly Proof[] }
  | { status: 'not met'; id: string; asks: string; reason: string }
  | { status: 'not applicable'; ids: readonly string[]; reason: string }

/** @param asks the requirement in a few words of ours */
export function met(id: string, asks: string, ...proofs: Proof[]): Verdict {
  return { status: 'met', id, asks, proofs }
}

/** @param asks the requirement in a few words of ours */
export function notMet(id: string, asks: string, reason: string): Verdict {
  return { status: 'not met', id, asks, reason }
}

/** @param ids separated by spaces */
export function notApplicable(ids: string, reason: string): Verdict {
  return { status: 'not applicable', ids: ids.split(' '), reason }
}

/** For the titles of one file's tests. */
export function testsIn(file: string): (title: string) => Proof {
  return (title) => ({ kind: 'test', file, title })
}

/** For the headings of one document. */
export function sectionsOf(file: string): (heading: string) => Proof {
  return (heading) => ({ kind: 'document', file, heading })
}
