#include "ingest/own_list/words.h"

#include <array>
#include <map>
#include <utility>
#include <vector>

#include "base/csv.h"
#include "base/embedded_table.h"
#include "embedded/lists_own_columns.h"
#include "ingest/tables/columns.h"
#include "ingest/tables/names.h"
#include "ingest/text.h"
#include "model/schema.h"

namespace penumbra::ingest {
namespace {

// Cyrillic capitals U+0410 to U+042F to small letters, for headers.
std::string small_cyrillic(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto a = static_cast<unsigned char>(text[i]);
    const auto b = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0U;
    if (a == 0xD0 && b >= 0x90 && b <= 0x9F) {
      out += text[i];
      out += static_cast<char>(b + 0x20);
      ++i;
    } else if (a == 0xD0 && b >= 0xA0 && b <= 0xAF) {
      out += '\xD1';
      out += static_cast<char>(b - 0x20);
      ++i;
    } else {
      out += text[i];
    }
  }
  return out;
}

// ASCII letters small, blanks, underlines and hyphens gone, and Cyrillic capitals as they are: both cases are tried.
std::string column_key(std::string_view name) {
  std::string out;
  for (const char c : header_key(plain_blanks(name))) {
    if (c != '_' && c != '-') out += c;
  }
  return out;
}

const std::map<std::string, std::string, std::less<>>& known_columns() {
  static const std::map<std::string, std::string, std::less<>> table = [] {
    std::map<std::string, std::string, std::less<>> out;
    base::for_each_table_row(embedded::lists_own_columns(), 2, [&out](const std::vector<std::string_view>& row) {
      out.emplace(small_cyrillic(column_key(row[0])), row[1]);
    });
    return out;
  }();
  return table;
}

// Whether some schema of a party has a property with exactly this name.
bool is_property(std::string_view name) {
  for (const std::string_view schema : {"Person", "Company", "Vessel", "Airplane"}) {
    const model::Property* property = model::Vocabulary::get().find(schema)->property(name);
    if (property != nullptr && !property->stub) return true;
  }
  return false;
}

}  // namespace

std::string column_meaning(std::string_view word) {
  const std::string name = tidy(plain_blanks(word));
  std::string key = small_cyrillic(column_key(name));
  for (int singular = 0; singular < 2; ++singular) {
    if (const auto it = known_columns().find(key); it != known_columns().end()) return it->second;
    if (!key.ends_with('s')) break;
    key.pop_back();
  }
  return is_property(name) ? "property:" + name : std::string();
}

std::string nearest_column_word(std::string_view header) {
  std::vector<std::string_view> names;
  names.reserve(known_columns().size());
  for (const auto& [key, value] : known_columns()) names.push_back(key);
  return base::CsvHeader::closest(column_key(header), names);
}

std::string_view schema_of_word(std::string_view kind) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 30> kKinds = {
      {{"person", "Person"},
       {"individual", "Person"},
       {"natural person", "Person"},
       {"private", "Person"},
       {"p", "Person"},
       {"company", "Company"},
       {"organization", "Organization"},
       {"organisation", "Organization"},
       {"entity", "Organization"},
       {"legal person", "Organization"},
       {"legal entity", "LegalEntity"},
       {"legalentity", "LegalEntity"},
       {"corporate", "Company"},
       {"corporation", "Company"},
       {"business", "Company"},
       {"firm", "Company"},
       {"bank", "Company"},
       {"vessel", "Vessel"},
       {"ship", "Vessel"},
       {"aircraft", "Airplane"},
       {"airplane", "Airplane"},
       {"публичное лицо", "Person"},
       {"физическое лицо", "Person"},
       {"физлицо", "Person"},
       {"юридическое лицо", "Organization"},
       {"организация", "Organization"},
       {"компания", "Company"},
       {"фізична особа", "Person"},
       {"юридична особа", "Organization"},
       {"судно", "Vessel"}}};
  const std::string small = small_cyrillic(ascii_lower(trim(kind)));
  for (const auto& [word, schema] : kKinds) {
    if (small == word) return schema;
  }
  return {};
}

}  // namespace penumbra::ingest
