// The rule files that the build put into the program (see CMakeLists.txt of this folder).
#include "embedded/rule_files.h"

#include <vector>

#include "rules/ownership_rule.h"

namespace penumbra::rules {

Result<RuleBook> RuleBook::embedded() {
  const std::vector<RuleFile> files = {
#include "embedded/rule_files.inc"
  };
  return parse(files);
}

}  // namespace penumbra::rules
