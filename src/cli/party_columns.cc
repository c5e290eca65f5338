#include "cli/party_columns.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "base/csv.h"

namespace penumbra::cli {
namespace {

// Columns that people use for a property, lower case with blanks, dashes and underscores removed.
const std::map<std::string_view, std::vector<std::string_view>>& usual_columns() {
  static const std::map<std::string_view, std::vector<std::string_view>> columns = {
      {"name",
       {"name", "fullname", "customername", "partyname", "companyname", "entityname", "suppliername", "consignee",
        "customer", "party"}},
      {"schema", {"schema", "entitytype", "kind"}},
      {"birthDate", {"birthdate", "dateofbirth", "dob", "born"}},
      {"country", {"country", "countrycode", "nationality", "citizenship"}}};
  return columns;
}

constexpr std::array<std::string_view, 8> kProperties = {"name",    "schema",      "birthDate",   "born",
                                                         "country", "nationality", "citizenship", "jurisdiction"};

std::string folded(std::string_view column) {
  std::string out;
  for (const char c : column) {
    if (c != ' ' && c != '_' && c != '-' && c != '.')
      out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return out;
}

std::optional<std::size_t>* slot_of(PartyColumns& mapping, std::string_view property) {
  if (property == "name") return &mapping.name;
  if (property == "schema") return &mapping.schema;
  if (property == "birthDate" || property == "born") return &mapping.born;
  if (property == "country" || property == "nationality" || property == "citizenship" || property == "jurisdiction")
    return &mapping.country;
  return nullptr;
}

}  // namespace

Result<PartyColumns> columns_of(std::span<const std::string> columns, const std::string& file,
                                std::span<const std::string> rules) {
  PartyColumns mapping;
  for (const std::string& rule : rules) {
    const std::size_t equals = rule.rfind('=');
    if (equals == std::string::npos) {
      return Error{ErrorCode::kInvalidArgument,
                   "--map " + rule + " has no =",
                   {},
                   "Write COLUMN=property, for example \"Full name=name\""};
    }
    const std::string column = rule.substr(0, equals);
    const std::string property = rule.substr(equals + 1);
    const auto found = std::find(columns.begin(), columns.end(), column);
    if (found == columns.end()) {
      const std::vector<std::string_view> known(columns.begin(), columns.end());
      const std::string near = base::CsvHeader::closest(column, known);
      return Error{ErrorCode::kInvalidArgument,
                   fmt::format("--map: {} has no column \"{}\"", file, column),
                   {},
                   near.empty() ? "" : "Did you mean \"" + near + "\"?"};
    }
    std::optional<std::size_t>* slot = slot_of(mapping, property);
    if (slot == nullptr && is_screening_fact(property)) {
      mapping.facts.emplace_back(property, found - columns.begin());
      continue;
    }
    if (slot == nullptr) {
      const std::string near = base::CsvHeader::closest(property, kProperties);
      return Error{ErrorCode::kInvalidArgument,
                   fmt::format("--map: \"{}\" is no property that a screening uses", property),
                   {},
                   near.empty()
                       ? "Properties: name, schema, birthDate, country, and identifiers such as innCode, imoNumber"
                       : "Did you mean " + near + "?"};
    }
    *slot = static_cast<std::size_t>(found - columns.begin());
  }
  for (const auto& [property, names] : usual_columns()) {
    std::optional<std::size_t>* slot = slot_of(mapping, property);
    for (std::size_t n = 0; n < names.size() && !*slot; ++n) {
      for (std::size_t i = 0; i < columns.size() && !*slot; ++i) {
        if (folded(columns[i]) == names[n]) *slot = i;
      }
    }
  }
  if (!mapping.name) {
    std::string all;
    for (const std::string& column : columns) all += (all.empty() ? "" : ", ") + column;
    Error error{ErrorCode::kUnexpectedStructure,
                "no column holds the name; there are: " + all,
                {},
                "Say which with --map COLUMN=name"};
    error.position.file = file;
    return error;
  }
  return mapping;
}

ScreenQuery PartyColumns::query(const InputRow& row, const ScreenQuery& base) const {
  ScreenQuery query = base;
  query.name = row.values[*name];
  if (schema && !row.values[*schema].empty()) query.schema = row.values[*schema];
  if (born && !row.values[*born].empty()) query.born = row.values[*born];
  if (country && !row.values[*country].empty()) query.country = row.values[*country];
  for (const auto& [property, column] : facts) {
    if (!row.values[column].empty()) query.facts.push_back({property, row.values[column]});
  }
  return query;
}

}  // namespace penumbra::cli
