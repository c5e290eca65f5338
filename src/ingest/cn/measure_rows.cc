#include "ingest/cn/measure_rows.h"

#include "base/embedded_table.h"
#include "embedded/lists_cn_measures.h"
#include "ingest/cn/words.h"
#include "ingest/text.h"

namespace penumbra::ingest::cn {

const std::vector<MeasureRow>& measure_rows() {
  static const std::vector<MeasureRow> rows = [] {
    std::vector<MeasureRow> out;
    base::for_each_table_row(embedded::lists_cn_measures(), 4, [&out](const std::vector<std::string_view>& row) {
      out.push_back({split(row[0], "|"), row[1], row[2]});
    });
    return out;
  }();
  return rows;
}

std::vector<std::size_t> measure_rows_in(std::string_view text) {
  std::vector<std::size_t> out;
  const std::vector<MeasureRow>& rows = measure_rows();
  for (std::size_t row = 0; row < rows.size(); ++row) {
    if (contains_any(text, rows[row].words)) out.push_back(row);
  }
  return out;
}

}  // namespace penumbra::ingest::cn
