/** `completion SHELL`: scripts written from the commands themselves. */
import type { Command } from "commander";
import { didYouMean } from "../../diagnostic/suggest.ts";
import type { Context } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";

interface Completable {
  readonly name: string;
  readonly says: string;
  readonly flags: readonly { readonly name: string; readonly says: string }[];
}

const SHELLS: { readonly [shell: string]: (commands: readonly Completable[]) => string } = {
  bash,
  zsh,
  fish,
};

export function completion(context: Context, program: Command, shell: string): ExitCode {
  const write = Object.hasOwn(SHELLS, shell) ? SHELLS[shell] : undefined;
  if (write === undefined) {
    const known = Object.keys(SHELLS);
    return context.output.refuse({
      code: "usage",
      message: `"${shell}" is not a shell with completion.${didYouMean(shell, known)}`,
      fix: `Shells: ${known.join(", ")}.`,
    });
  }
  context.output.document(write(program.commands.map((command) => completable(command, program))));
  return EXIT.done;
}

function completable(command: Command, program: Command): Completable {
  const flags = [...command.options, ...program.options].flatMap((option) =>
    option.long === undefined || option.long === null
      ? []
      : [{ name: option.long, says: option.description }],
  );
  return { name: command.name(), says: command.description(), flags };
}

function bash(commands: readonly Completable[]): string {
  const cases = commands.map(
    ({ name, flags }) => `    ${name}) words="${flags.map((flag) => flag.name).join(" ")}" ;;`,
  );
  return `# cxroster completion for bash: source <(cxroster completion bash)
_cxroster() {
  local word="\${COMP_WORDS[COMP_CWORD]}" words
  case "\${COMP_WORDS[1]}" in
${cases.join("\n")}
  esac
  if [ "$COMP_CWORD" -eq 1 ]; then words="${commands.map(({ name }) => name).join(" ")} help"; fi
  if [ "$COMP_CWORD" -gt 1 ] && [ "\${word:0:1}" != "-" ]; then
    COMPREPLY=($(compgen -f -- "$word"))
  else
    COMPREPLY=($(compgen -W "$words" -- "$word"))
  fi
}
complete -o filenames -F _cxroster cxroster
`;
}

function zsh(commands: readonly Completable[]): string {
  const names = commands.map(({ name, says }) => `    '${quoted(`${name}:${says}`)}'`);
  const cases = commands.map(
    ({ name, flags }) =>
      `      ${name}) _arguments ${flags.map((flag) => `'${quoted(`${flag.name}[${flag.says}]`)}'`).join(" ")} '*:file:_files' ;;`,
  );
  return `#compdef cxroster
# cxroster completion for zsh: cxroster completion zsh > "\${fpath[1]}/_cxroster"
_cxroster() {
  local -a commands
  commands=(
${names.join("\n")}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
  else
    case "$words[2]" in
${cases.join("\n")}
    esac
  fi
}
# Loaded from a folder of functions this is the first completion itself; sourced it only registers.
if [ "$funcstack[1]" = "_cxroster" ]; then _cxroster "$@"; else compdef _cxroster cxroster; fi
`;
}

function fish(commands: readonly Completable[]): string {
  const lines = commands.flatMap(({ name, says, flags }) => [
    `complete -c cxroster -n __fish_use_subcommand -f -a ${name} -d '${quoted(says)}'`,
    ...flags.map(
      (flag) =>
        `complete -c cxroster -n '__fish_seen_subcommand_from ${name}' -l ${flag.name.slice(2)} -d '${quoted(flag.says)}'`,
    ),
  ]);
  return `# cxroster completion for fish: cxroster completion fish | source\n${lines.join("\n")}\n`;
}

/** Inside single quotes of a shell. */
function quoted(text: string): string {
  return text.replace(/'/g, "'\\''");
}
