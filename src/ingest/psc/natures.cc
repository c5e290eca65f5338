#include <utility>

#include "base/embedded_table.h"
#include "embedded/lists_psc_natures.h"
#include "ingest/psc/psc.h"

namespace penumbra::ingest::psc {
namespace {

struct Part {
  std::string word;
  std::string kind;
  std::string role;
  std::string value;
  std::string source;
};

struct Table {
  std::vector<Part> rights, bands, capacities, forms;

  static const Table& get() {
    static const Table table;
    return table;
  }

 private:
  Table() {
    base::for_each_table_row(embedded::lists_psc_natures(), 6, [this](const std::vector<std::string_view>& row) {
      Part part{std::string(row[1]), std::string(row[2]), std::string(row[3]), std::string(row[4]),
                std::string(row[5])};
      (row[0] == "right"      ? rights
       : row[0] == "band"     ? bands
       : row[0] == "capacity" ? capacities
                              : forms)
          .push_back(std::move(part));
    });
  }
};

// The longest word that ends the text behind a hyphen, or is the text; it is taken away.
const Part* take_end(std::string_view& text, const std::vector<Part>& parts) {
  const Part* best = nullptr;
  for (const Part& part : parts) {
    const bool whole = text == part.word;
    const bool ends =
        text.size() > part.word.size() && text.ends_with(part.word) && text[text.size() - part.word.size() - 1] == '-';
    if ((whole || ends) && (best == nullptr || part.word.size() > best->word.size())) best = &part;
  }
  if (best == nullptr) return nullptr;
  text.remove_suffix(best->word.size());
  if (text.ends_with("-")) text.remove_suffix(1);
  return best;
}

}  // namespace

std::optional<Nature> parse_nature(std::string_view text) {
  const Table& table = Table::get();
  (void)take_end(text, table.forms);
  const Part* capacity = take_end(text, table.capacities);
  const Part* band = take_end(text, table.bands);
  const Part* right = take_end(text, table.rights);
  if (right == nullptr || !text.empty()) return std::nullopt;
  // A share belongs to a right that is measured, and only to such.
  if ((right->kind == "owns") != (band != nullptr)) return std::nullopt;
  Nature out;
  out.kind = right->kind;
  out.role = right->role;
  if (band != nullptr) {
    const auto share = model::ShareInterval::parse(band->value);
    if (!share.ok()) return std::nullopt;
    out.share = *share;
  }
  if (capacity != nullptr) {
    out.capacity = capacity->role;
    out.note = capacity->source;
  }
  return out;
}

}  // namespace penumbra::ingest::psc
