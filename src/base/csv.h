// RFC 4180 CSV over bytes in memory, with the place of every field.
#ifndef PENUMBRA_BASE_CSV_H_
#define PENUMBRA_BASE_CSV_H_

#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "penumbra/result.h"

namespace penumbra::base {

struct CsvOptions {
  char delimiter = ',';
  // A quote inside an unquoted field is text ("5\" pipe"), as spreadsheets write it, rather than an error.
  bool lenient_quotes = false;
  // Bounds against hostile input: more is ErrorCode::kLimit, never a cut field or row.
  std::size_t max_field_bytes = std::size_t{16} << 20;
  std::size_t max_fields = 4096;
};

// One row. Fields are views into the input, or into the reader's own memory where quotes had to be undone; both stay
// valid for the life of the reader's input and until the next call of next().
struct CsvRow {
  std::vector<std::string_view> fields;
  std::uint64_t line = 0;    // 1-based line on which the row begins
  std::uint64_t offset = 0;  // byte offset of the row's first byte
  std::uint64_t size = 0;    // bytes of the row without its line end
};

// Reads rows one after the other. LF, CRLF and lone CR end a row outside quotes; a byte order mark is skipped; wholly
// empty lines are skipped. Linear time. Not thread-safe; one reader per input.
class CsvReader {
 public:
  // `file` is only used to name the place of an error. `bytes` must outlive the reader.
  CsvReader(std::string_view bytes, std::string file, CsvOptions options = {});

  // Fills `row` and returns true, or returns false at the end. An Error (an unclosed quote, text after a closing quote,
  // a limit) names the line; after an error next() resumes at the following line, so that one bad row does not hide the
  // rest.
  Result<bool> next(CsvRow& row);

  const std::string& file() const { return file_; }

 private:
  Error error_at(ErrorCode code, std::string message, std::string fix, std::uint64_t line, std::uint64_t offset) const;
  void skip_line();

  std::string_view bytes_;
  std::string file_;
  CsvOptions options_;
  std::size_t at_ = 0;
  std::uint64_t line_ = 1;
  int unclosed_quotes_ = 0;
  std::deque<std::string> unquoted_;  // storage of fields whose doubled quotes were undone
};

// The header row of a CSV file: finds columns by name. Names compare after trimming blanks, case-sensitively.
class CsvHeader {
 public:
  explicit CsvHeader(const CsvRow& row);

  std::optional<std::size_t> find(std::string_view name) const;
  const std::vector<std::string>& names() const { return names_; }
  // The known name closest to `wanted` by edit distance, when close enough to be a likely slip; "" otherwise.
  static std::string closest(std::string_view wanted, std::span<const std::string_view> known);

 private:
  std::vector<std::string> names_;
};

// Appends one CSV field, quoted only when it must be; `neutralise` puts an apostrophe before a leading = + - @ tab or
// CR, so that a spreadsheet shows the text and computes nothing. Apostrophes before such a sign get one more, so that
// without_apostrophe() gives back what was written.
void append_csv_field(std::string& out, std::string_view field, bool neutralise = false);

// The cell without the apostrophe that append_csv_field() put there, or that somebody put there for a spreadsheet.
std::string_view without_apostrophe(std::string_view cell);

}  // namespace penumbra::base

#endif  // PENUMBRA_BASE_CSV_H_
