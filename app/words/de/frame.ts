import type { Messages } from '#app/words/en/index.ts'

export const frame = {
  open: 'In neuem Tab öffnen',
  leaves: 'Links auf andere Seiten öffnen sich in einem neuen Tab. Dort beginnen Sie von vorn.',
} satisfies Messages['frame']
