import { parseArgs } from 'node:util'
import { describeFailure } from './failure.ts'
import { type ScriptOptions, type ScriptWords, helpText, usageText } from './usage.ts'

/** What a script's options came to. */
export type OptionValues<Options extends ScriptOptions> = ReturnType<
  typeof parseArgs<{ args: string[]; options: Options; strict: true }>
>['values']

export interface Script<Options extends ScriptOptions> extends ScriptWords {
  options?: Options
  /** @returns false for exit code 1; what it throws is told in one line, with the same exit code */
  run: (values: OptionValues<Options>, operands: readonly string[]) => Promise<boolean | void>
}

/** A script was called in a way that it does not know. The message holds nothing that was typed. */
export class UsageError extends Error {}

/**
 * Runs a command of package.json. `--help` explains it and does nothing else, wherever it stands. Options that it does not
 * know are refused before anything is done, without repeating them: they may be an address or a password.
 */
export async function runScript<const Options extends ScriptOptions>(
  script: Script<Options>,
  args: readonly string[] = process.argv.slice(2),
): Promise<void> {
  if (asksForHelp(args)) {
    console.log(helpText(script))
    return
  }
  try {
    const { values, positionals } = parse(script, args)
    process.exitCode = (await script.run(values, positionals)) === false ? 1 : 0
  } catch (error) {
    const misused = error instanceof UsageError
    console.error(misused ? explainUsage(script, error) : await describeFailure(error))
    process.exitCode = misused ? 2 : 1
  }
}

/** `--` ends the options: what follows are values. */
function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--')
  return (end === -1 ? args : args.slice(0, end)).some((arg) => arg === '--help' || arg === '-h')
}

function parse<Options extends ScriptOptions>(script: Script<Options>, args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: script.options ?? ({} as Options),
      strict: true,
      allowPositionals: script.operands !== undefined,
    })
  } catch {
    // Node's own message quotes what was typed.
    throw new UsageError('an option is unknown, has no value, or has one too many')
  }
}

function explainUsage(script: ScriptWords, { message }: UsageError): string {
  const help = `npm run ${script.name} -- --help`
  return `${usageText(script)}\nNothing was done${message === '' ? '' : `: ${message}`}. ${help} explains it.`
}
