// Which columns of a file of parties say what a screening asks.
#ifndef PENUMBRA_CLI_PARTY_COLUMNS_H_
#define PENUMBRA_CLI_PARTY_COLUMNS_H_

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "cli/table_input.h"
#include "penumbra/screening.h"

namespace penumbra::cli {

struct PartyColumns {
  std::optional<std::size_t> name;  // always set by columns_of()
  std::optional<std::size_t> schema, born, country;
  std::vector<std::pair<std::string, std::size_t>> facts;  // property, column

  // The question that a row asks; what it does not state is taken from `base`.
  ScreenQuery query(const InputRow& row, const ScreenQuery& base) const;
};

// `columns` are those of the file. Each of `rules` is COLUMN=property; what they leave open is found by the usual names
// of columns. `file` names the place in errors. kInvalidArgument for a rule that cannot be followed,
// kUnexpectedStructure when no column holds the name; both say what to write.
Result<PartyColumns> columns_of(std::span<const std::string> columns, const std::string& file,
                                std::span<const std::string> rules);

}  // namespace penumbra::cli

#endif  // PENUMBRA_CLI_PARTY_COLUMNS_H_
