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
  std::optional<std::size_t> reference;  // what the user calls the party: a customer's number
  std::optional<std::size_t> name;       // or the parts of a name, or both
  std::vector<std::size_t> name_parts;   // given, middle and family name, in this order
  std::optional<std::size_t> schema, born, country;
  std::vector<std::pair<std::string, std::size_t>> facts;  // property, column

  // The question that a row asks; what it does not state is taken from `base`. Where the name is empty, its parts are
  // joined; a kind may be a schema or a word such as "individual".
  ScreenQuery query(const InputRow& row, const ScreenQuery& base) const;
  // Of a row that could not be read, its number alone is known.
  RowLabel label(const InputRow& row, const std::string& asked) const;
};

// `columns` are those of the file. Each of `rules` is COLUMN=property; what they leave open is found by the usual names
// of columns (data/lists/own_columns.csv). `file` names the place in errors. kInvalidArgument for a rule that cannot be
// followed, kUnexpectedStructure when no column holds the name; both say what to write.
Result<PartyColumns> columns_of(std::span<const std::string> columns, const std::string& file,
                                std::span<const std::string> rules);

// kInvalidArgument when the query's birth date, country or kind cannot be read: for queries typed by a person, who can
// still correct them.
Status check_stated(const ScreenQuery& query);

}  // namespace penumbra::cli

#endif  // PENUMBRA_CLI_PARTY_COLUMNS_H_
