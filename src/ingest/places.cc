#include "ingest/places.h"

#include <deque>
#include <string>

#include "base/embedded_table.h"
#include "base/name_table.h"
#include "embedded/lists_countries.h"
#include "embedded/lists_country_alpha3.h"
#include "ingest/text.h"

namespace penumbra::ingest {
namespace {

struct Countries {
  base::NameTable<std::string_view> by_name;
  base::NameTable<bool> codes;
  base::NameTable<std::string_view> by_alpha3;
  std::deque<std::string> texts;

  Countries() {
    base::for_each_table_row(embedded::lists_country_alpha3(), 2, [this](const std::vector<std::string_view>& fields) {
      by_alpha3.add(texts.emplace_back(fields[0]), texts.emplace_back(fields[1]));
    });
    base::for_each_table_row(embedded::lists_countries(), 2, [this](const std::vector<std::string_view>& fields) {
      const std::string& code = texts.emplace_back(fields[1]);
      by_name.add(texts.emplace_back(ascii_lower(fields[0])), code);
      if (!code.empty()) codes.add(code, true);
    });
  }
  static const Countries& get() {
    static const Countries countries;
    return countries;
  }
};

}  // namespace

std::optional<std::string_view> country_code(std::string_view name) {
  const std::string_view* const code = Countries::get().by_name.find(Lowered(trim(name)));
  if (code == nullptr) return std::nullopt;
  return *code;
}

bool is_country_code(std::string_view code) {
  return Countries::get().codes.find(code) != nullptr;
}

std::string_view country_of_alpha3(std::string_view alpha3) {
  const std::string_view* const code = Countries::get().by_alpha3.find(Lowered(alpha3));
  return code == nullptr ? std::string_view() : *code;
}

}  // namespace penumbra::ingest
