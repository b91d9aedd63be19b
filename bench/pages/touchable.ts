/** Runs in the page. While one page fades into the next, a tap meets neither. */
export function isTouchable(id: string): boolean {
  const element = document.getElementById(id)!
  const { left, top, width, height } = element.getBoundingClientRect()
  return document.elementFromPoint(left + width / 2, top + height / 2) === element
}
