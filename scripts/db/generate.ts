import { generateClients } from '#prisma/generate.ts'
import { runScript } from '#scripts/run-script.ts'

await runScript({
  name: 'db:generate',
  does:
    'generates the Prisma clients in app/data/generated, unless they are there and fit the schema. Works offline. ' +
    'Other scripts do it by themselves.',
  run: async () => void generateClients(),
})
