/** A reason not to start, or to stop, that the reader can do something about: shown as it is, without a stack. */
export class LaunchError extends Error {
  override name = 'LaunchError'
}
