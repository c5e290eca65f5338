#include "cli/party_columns.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/csv.h"
#include "cli/table_input.h"
#include "ingest/own_list/words.h"

namespace penumbra::cli {
namespace {

// Columns of names, the surest first: a column "Customer" beside "Name" holds numbers more often than names. Lower case
// with blanks, dashes and underscores removed; what only lists call a name (data/lists/own_columns.csv) stands at
// kOtherNames.
constexpr std::array<std::string_view, 12> kNames = {"name",      "fullname",    "customername", "partyname",
                                                     "legalname", "companyname", "entityname",   "suppliername",
                                                     "consignee", "customer",    "vendor",       "party"};
constexpr std::size_t kOtherNames = 8;

// Columns that hold what the user calls the party by, the surest first; what a list calls its own id stands at
// kOtherReferences. Compared as kNames.
constexpr std::array<std::string_view, 20> kReferences = {
    "reference",  "customerid",   "customerno", "customernumber",    "clientid",     "clientno",         "partyid",
    "accountid",  "accountno",    "supplierid", "suppliernumber",    "supplierno",   "vendorid",         "vendorno",
    "externalid", "kundennummer", "kundennr",   "lieferantennummer", "numeroclient", "customerreference"};
constexpr std::size_t kOtherReferences = kReferences.size();

constexpr std::string_view kPropertyPrefix = "property:";
constexpr std::array<std::string_view, 9> kProperties = {"name",    "reference",   "schema",      "birthDate",   "born",
                                                         "country", "nationality", "citizenship", "jurisdiction"};

std::string folded(std::string_view column) {
  std::string out;
  for (const char c : column) {
    if (c != ' ' && c != '_' && c != '-' && c != '.')
      out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return out;
}

constexpr std::array<std::string_view, 3> kNameParts = {"firstName", "middleName", "lastName"};

// Where columns are put while the file is looked through.
struct Slots {
  PartyColumns& mapping;
  std::array<std::optional<std::size_t>, kNameParts.size()> parts;

  std::optional<std::size_t>* of(std::string_view property) {
    if (property == "name") return &mapping.name;
    if (property == "reference" || property == "id") return &mapping.reference;
    if (property == "schema" || property == "kind") return &mapping.schema;
    if (property == "birthDate" || property == "born") return &mapping.born;
    if (property == "country" || property == "nationality" || property == "citizenship" || property == "jurisdiction")
      return &mapping.country;
    for (std::size_t i = 0; i < kNameParts.size(); ++i) {
      if (property == kNameParts[i]) return &parts[i];
    }
    return nullptr;
  }
};

}  // namespace

Result<PartyColumns> columns_of(std::span<const std::string> columns, const std::string& file,
                                std::span<const std::string> rules) {
  PartyColumns mapping;
  Slots slots{mapping, {}};
  std::vector<bool> ruled(columns.size());
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
    ruled[static_cast<std::size_t>(found - columns.begin())] = true;
    std::optional<std::size_t>* slot = slots.of(property);
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
                       ? "Properties: name, reference, schema, birthDate, country, and identifiers such as innCode, "
                         "imoNumber"
                       : "Did you mean " + near + "?"};
    }
    *slot = static_cast<std::size_t>(found - columns.begin());
  }
  const bool named = mapping.name.has_value();
  std::size_t name_rank = kNames.size();
  const bool referenced = mapping.reference.has_value();
  std::size_t reference_rank = kOtherReferences + 1;
  std::optional<std::size_t> beside_name;  // a column "Customer" beside a name: it holds numbers
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (ruled[i]) continue;
    const auto usual = std::find(kNames.begin(), kNames.end(), folded(columns[i]));
    std::string meaning = usual != kNames.end() ? "name" : ingest::column_meaning(columns[i]);
    if (meaning.starts_with(kPropertyPrefix)) meaning.erase(0, kPropertyPrefix.size());
    if (meaning == "name") {
      const std::size_t rank = usual != kNames.end() ? static_cast<std::size_t>(usual - kNames.begin()) : kOtherNames;
      if (!named && rank < name_rank) {
        if (name_rank > kOtherNames) beside_name = mapping.name;
        mapping.name = i;
        name_rank = rank;
      } else if (rank > kOtherNames && !beside_name) {
        beside_name = i;
      }
      continue;
    }
    const auto calls = std::find(kReferences.begin(), kReferences.end(), folded(columns[i]));
    if (calls != kReferences.end() || meaning == "id") {
      const auto rank = static_cast<std::size_t>(calls - kReferences.begin());
      if (!referenced && rank < reference_rank) {
        mapping.reference = i;
        reference_rank = rank;
      }
      continue;
    }
    // Of two columns for one member of the query the first is it; the other is a fact beside it.
    std::optional<std::size_t>* slot = slots.of(meaning);
    if (slot != nullptr && !*slot) {
      *slot = i;
    } else if (is_screening_fact(meaning)) {
      mapping.facts.emplace_back(meaning, i);
    }
  }
  if (!mapping.reference) mapping.reference = beside_name;
  for (const std::optional<std::size_t>& part : slots.parts) {
    if (part) mapping.name_parts.push_back(*part);
  }
  if (!mapping.name && mapping.name_parts.empty()) {
    Error error{ErrorCode::kUnexpectedStructure,
                "no column holds the name; there are: " + column_names(columns),
                {},
                "Say which with --map COLUMN=name"};
    error.position.file = file;
    return error;
  }
  return mapping;
}

ScreenQuery PartyColumns::query(const InputRow& row, const ScreenQuery& base) const {
  ScreenQuery query = base;
  query.name = name ? row.values[*name] : "";
  if (query.name.find_first_not_of(" \t") == std::string::npos) {
    query.name.clear();
    for (const std::size_t part : name_parts) {
      if (!row.values[part].empty()) query.name += (query.name.empty() ? "" : " ") + row.values[part];
    }
  }
  if (schema && !row.values[*schema].empty()) {
    const std::string& stated = row.values[*schema];
    const std::string_view known = is_kind_of_party(stated) ? stated : ingest::schema_of_word(stated);
    query.schema = known.empty() ? stated : std::string(known);
  }
  if (born && !row.values[*born].empty()) query.born = row.values[*born];
  if (country && !row.values[*country].empty()) query.country = row.values[*country];
  for (const auto& [property, column] : facts) {
    if (!row.values[column].empty()) query.facts.push_back({property, row.values[column]});
  }
  return query;
}

RowLabel PartyColumns::label(const InputRow& row, const std::string& asked) const {
  return {row.row, reference && !row.error ? row.values[*reference] : "", asked};
}

Status check_stated(const ScreenQuery& query) {
  const auto refused = [](const std::string& text, const char* what, const char* fix) {
    return Error{ErrorCode::kInvalidArgument, "\"" + text.substr(0, 60) + "\" is no " + what, {}, fix};
  };
  if (!query.schema.empty() && !is_kind_of_party(query.schema)) {
    return refused(query.schema, "kind of entity",
                   "Use a FollowTheMoney schema such as Person, Company, Organization, LegalEntity or Vessel");
  }
  if (!query.born.empty() && !can_read_fact("birthDate", query.born)) {
    return refused(query.born, "birth date", "Write it as 1971, 1971-03 or 1971-03-05");
  }
  if (!query.country.empty() && !can_read_fact("country", query.country)) {
    return refused(query.country, "country", "Use two letters of ISO 3166-1, such as ru");
  }
  return {};
}

}  // namespace penumbra::cli
