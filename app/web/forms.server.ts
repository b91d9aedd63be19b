/** Of a repeated field the last value counts. Throws a 400 for no form, or one with a file in it. */
export async function textFields(request: Request): Promise<Record<string, string>> {
  const form = await request.formData().catch(() => null)
  if (!form) throw new Response(null, { status: 400 })
  const fields: Record<string, string> = Object.create(null) as Record<string, string>
  for (const [name, value] of form) {
    if (typeof value !== 'string') throw new Response(null, { status: 400 })
    fields[name] = value
  }
  return fields
}
