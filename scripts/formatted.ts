import { format, resolveConfig } from 'prettier'

/** As `npm run format` would write the file. */
export async function formatted(text: string, file: string): Promise<string> {
  return format(text, { ...(await resolveConfig(file)), filepath: file })
}
