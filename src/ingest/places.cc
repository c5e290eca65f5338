#include "ingest/places.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "base/embedded_table.h"
#include "embedded/lists_countries.h"
#include "embedded/lists_country_alpha3.h"
#include "ingest/text.h"

namespace penumbra::ingest {
namespace {

struct Countries {
  std::map<std::string, std::string, std::less<>> by_name;
  std::set<std::string, std::less<>> codes;
  std::map<std::string, std::string, std::less<>> by_alpha3;

  Countries() {
    base::for_each_table_row(embedded::lists_country_alpha3(), 2, [this](const std::vector<std::string_view>& fields) {
      by_alpha3.emplace(fields[0], fields[1]);
    });
    base::for_each_table_row(embedded::lists_countries(), 2, [this](const std::vector<std::string_view>& fields) {
      by_name.emplace(ascii_lower(fields[0]), fields[1]);
      if (!fields[1].empty()) codes.emplace(fields[1]);
    });
  }
  static const Countries& get() {
    static const Countries countries;
    return countries;
  }
};

}  // namespace

std::optional<std::string_view> country_code(std::string_view name) {
  const Countries& countries = Countries::get();
  const auto it = countries.by_name.find(ascii_lower(trim(name)));
  if (it == countries.by_name.end()) return std::nullopt;
  return it->second;
}

bool is_country_code(std::string_view code) {
  return Countries::get().codes.contains(code);
}

std::string_view country_of_alpha3(std::string_view alpha3) {
  const Countries& countries = Countries::get();
  const auto it = countries.by_alpha3.find(ascii_lower(alpha3));
  return it == countries.by_alpha3.end() ? std::string_view() : std::string_view(it->second);
}

}  // namespace penumbra::ingest
