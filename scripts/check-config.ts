import { checkDeployedSettings, tellSettings } from './deployed-settings.ts'
import { runScript } from './run-script.ts'

await runScript({
  name: 'check:config',
  does:
    "checks the settings of a deployment by the Worker's own rules, as providers would, and says of each that cannot be " +
    'used what it should look like, and what the privacy notice does not say for want of a setting. Shows no secret. Reads only, asks nobody; npm run deploy begins with it.',
  settings: {
    'all of .dev.vars.example':
      'from [vars] of wrangler.toml, or from the environment, which wins: give a secret there to have it checked before ' +
      'it is put',
  },
  exits: {
    0: 'all that are given here can be used',
    1: 'some cannot, or it failed; the lines say which and why',
  },
  run: async () => tellSettings(await checkDeployedSettings(process.env)),
})
