/** Something that one side waits for and the other brings about: `opened` resolves once `open` was called. */
export function createLatch(): { open: () => void; opened: Promise<void> } {
  let open = () => undefined as void
  const opened = new Promise<void>((resolve) => (open = resolve))
  return { open, opened }
}
