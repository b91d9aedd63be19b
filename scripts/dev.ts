import { runScript } from '#scripts/run-script.ts'

await runScript({
  name: 'dev',
  does:
    'runs the whole product on this machine until Ctrl-C, from nothing and offline: PostgreSQL, migrated and seeded, the ' +
    'Neon gateway, the HubSpot stand-in, the mailbox and the Worker in workerd, with its crons. Prints the addresses. Its ' +
    'data is kept in .data/.',
  settings: {
    PORT: "the Worker's port (8787)",
    HUBSPOT_STANDIN_PORT: "the HubSpot stand-in's port (8788)",
    MAILBOX_PORT: "the mailbox's port (8789)",
    WEBHOOK_RECEIVER_PORT: 'the port of the receiver of webhooks (8791)',
    NEON_GATEWAY_PORT: "the Neon gateway's port (8790)",
    POSTGRES_PORT: "PostgreSQL's port (54321)",
    'all others': 'as in .dev.vars.example, from the environment or .dev.vars; what is missing is made up',
  },
  exits: {
    0: 'ended by Ctrl-C',
    1: 'a part did not start or ended by itself; the last lines say which and why',
  },
  run: async () => {
    await import('#dev/launcher/main.ts')
  },
})
