let count = 0

/** 1, 2, 3, ... within a test file: names what a factory makes, the same on every run. */
export function nextNumber(): number {
  return ++count
}
