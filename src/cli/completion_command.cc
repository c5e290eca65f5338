// `penumbra completion bash`: a completion script made from the declared options themselves, so that it cannot go
// stale.
#include <memory>
#include <string>

#include <fmt/format.h>

#include "cli/arguments.h"
#include "cli/command.h"

namespace penumbra::cli {
namespace {

std::string bash_script() {
  std::string names;
  std::string cases;
  for (const CommandSpec& spec : commands()) {
    names += (names.empty() ? "" : " ") + std::string(spec.name);
    std::string options;
    for (const std::string& name : long_options(spec)) options += " " + name;
    cases += fmt::format("    {}) options=\"{}\" ;;\n", spec.name, options.substr(options.empty() ? 0 : 1));
  }
  return fmt::format(
      R"(# bash completion for penumbra. Use it with: source <(penumbra completion bash)
_penumbra() {{
  local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}} options=""
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "{} --help --version" -- "$word"))
    return
  fi
  case "$before" in
    --store|--graph) COMPREPLY=($(compgen -d -- "$word")); return ;;
    --format) COMPREPLY=($(compgen -W "table json jsonl csv" -- "$word")); return ;;
    --regime) COMPREPLY=($(compgen -W "us us-ssi eu uk ch bis dod" -- "$word")); return ;;
  esac
  case "${{COMP_WORDS[1]}}" in
{}  esac
  if [[ $word == -* ]]; then
    COMPREPLY=($(compgen -W "$options" -- "$word"))
  else
    COMPREPLY=($(compgen -f -- "$word"))
  fi
}}
complete -o filenames -F _penumbra penumbra
)",
      names, cases);
}

}  // namespace

CommandSpec completion_command() {
  return {"completion", "Print a completion script for a shell.", "source <(penumbra completion bash)",
          [](Arguments& app) {
            auto shell = std::make_shared<std::string>();
            app.add_option("SHELL", *shell, "Name of the shell: bash")->required()->one_of({"bash"});
            return [shell](Console& console) -> int {
              console.print(bash_script());
              return kClear;
            };
          }};
}

}  // namespace penumbra::cli
