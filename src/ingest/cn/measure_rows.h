// The words by which announcements order measures: data/lists/cn_measures.csv.
#ifndef PENUMBRA_INGEST_CN_MEASURE_ROWS_H_
#define PENUMBRA_INGEST_CN_MEASURE_ROWS_H_

#include <string_view>
#include <vector>

namespace penumbra::ingest::cn {

struct MeasureRow {
  std::vector<std::string_view> words;
  std::string_view subject;  // body, person, any; manager: of the managers of a party, who are not named
  std::string_view measure;  // id of data/model/measures.csv; "" where it is none of the party's own
};

// In the order of the file. Lives as long as the program.
const std::vector<MeasureRow>& measure_rows();

// The numbers of the rows whose words the text holds.
std::vector<std::size_t> measure_rows_in(std::string_view text);

}  // namespace penumbra::ingest::cn

#endif  // PENUMBRA_INGEST_CN_MEASURE_ROWS_H_
