/** A reason not to start, or to stop, that the reader can do something about: shown as it is, without a stack. */
export class LaunchError extends Error {
  override name = 'LaunchError'
}

const FILE_ERRORS: Record<string, string> = {
  EACCES: 'may not be read or written by this user: give it to them with chown, or start as its owner',
  EPERM: 'may not be changed by this user: give it to them with chown, or start as its owner',
  EROFS: 'is on a file system that is read only: start in a copy of the checkout elsewhere',
  ENOSPC: 'cannot be written, as the disk is full: make room on it',
  EDQUOT: 'cannot be written, as your quota is used up: make room',
  EISDIR: 'is a folder and should be a file: move it away',
  ENOTDIR: 'leads through a file that should be a folder: move it away',
  EEXIST: 'is a file and should be a folder: move it away',
  EMFILE: 'cannot be opened, as too many files are open: raise ulimit -n',
}

/**
 * What the reader needs to know of an error: PostgreSQL, migrations and ports say in theirs what is wrong and what to do,
 * and where in the code they arose says nothing. Those of the file system get the file and a way out.
 */
export function explainStartFailure(error: Error): LaunchError {
  if (error instanceof LaunchError) return error
  return new LaunchError(explainFileError(error) ?? error.message, { cause: error })
}

/**
 * @param file which one it is about, where the error does not say so (of `read`)
 * @returns null for another kind of error
 */
export function explainFileError(error: NodeJS.ErrnoException, file = error.path): string | null {
  const explanation = FILE_ERRORS[error.code ?? '']
  return explanation && file ? `${file} ${explanation}. (${error.message})` : null
}
