/**
 * The text fields of a posted form; of a repeated field the last value counts.
 * @throws Response 400 for a body that is no form, or one with a file in it
 */
export async function textFields(request: Request): Promise<Record<string, string>> {
  const form = await request.formData().catch(() => null)
  if (!form) throw new Response('The form could not be read.', { status: 400 })
  const fields: Record<string, string> = Object.create(null) as Record<string, string>
  for (const [name, value] of form) {
    if (typeof value !== 'string')
      throw new Response('The form holds a file, which no form here takes.', { status: 400 })
    fields[name] = value
  }
  return fields
}
