// Short excerpts of long files that still hold each field of them, whatever the format.
#ifndef PENUMBRA_TESTS_FAULTS_EXCERPT_H_
#define PENUMBRA_TESTS_FAULTS_EXCERPT_H_

#include <cstddef>
#include <set>
#include <string>
#include <string_view>

namespace penumbra::testing {

// The file without most of its records: kept are those that bring a field which fewer than `each` records before them
// had, at most `most` of a kind. XML keeps everything but elements that stand in long rows of one name; JSON is one
// object a line, or a document with one long list.
std::string xml_excerpt(std::string_view bytes, std::size_t each = 2, std::size_t most = 40);
std::string json_excerpt(std::string_view bytes, std::size_t each = 2, std::size_t most = 40);
// A table; of the rows behind the head those that fill a column, each with the row behind it.
std::string table_excerpt(std::string_view bytes, bool has_head, std::size_t each = 3, std::size_t most = 40);
// The rows of a table without a head whose first cell is one of these; and what stands in the first cells of a table.
std::string rows_of(std::string_view bytes, const std::set<std::string>& firsts);
std::set<std::string> first_cells(std::string_view bytes);

}  // namespace penumbra::testing

#endif  // PENUMBRA_TESTS_FAULTS_EXCERPT_H_
