// What people judged about pairs of records: a CSV file that is edited, reviewed and kept.
#ifndef PENUMBRA_RESOLVE_JUDGEMENTS_H_
#define PENUMBRA_RESOLVE_JUDGEMENTS_H_

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "penumbra/result.h"
#include "resolve/records.h"

namespace penumbra::resolve {

enum class Judgement : std::uint8_t { kSame, kNotSame, kUnsure, kUndo };
// "same", "not-same", "unsure", "undo".
std::string_view to_string(Judgement judgement);
std::optional<Judgement> parse_judgement(std::string_view text);

struct JudgementLine {
  RecordKey left;
  RecordKey right;
  Judgement judgement = Judgement::kUnsure;
  std::string by;  // who judged; required
  std::string at;  // instant, as written
  std::string note;
  std::uint64_t line = 0;  // in the file, 1-based; 0 for a line not written yet
};

// The columns: left,right,judgement,by,at,note.
extern const std::string_view kJudgementHeader;

// All lines of a file in order, and per pair the one that counts. Plain value.
class Judgements {
 public:
  // Reads the text of a file. An Error names the line: an unknown judgement, a record that is none, a record with
  // itself, nobody who judged. A file with one bad line is refused whole: half a review is no review.
  static Result<Judgements> parse(std::string_view text, const std::string& file);

  // The line that counts for a pair, in either order; nullptr when there is none or it was undone.
  const JudgementLine* find(const RecordKey& a, const RecordKey& b) const;
  // Every line that counts, in the order of the file.
  std::vector<const JudgementLine*> in_force() const;
  const std::vector<JudgementLine>& lines() const { return lines_; }

 private:
  using Key = std::pair<RecordKey, RecordKey>;
  static Key key_of(const RecordKey& a, const RecordKey& b) { return a < b ? Key{a, b} : Key{b, a}; }

  std::vector<JudgementLine> lines_;
  std::map<Key, std::size_t> last_;
};

// The lines of a review (resolve/output.h, review_csv) in which somebody filled in the judgement; `by` and `at` stand
// where a line leaves them open. Errors as Judgements::parse().
Result<std::vector<JudgementLine>> parse_reviewed(std::string_view text, const std::string& file, const std::string& by,
                                                  const std::string& at);

// Appends lines to a file, which is made with its header when it is not there; the whole file is replaced atomically,
// with all lines or none. The file must read without error before. kInvalidArgument as parse() for the lines
// themselves, and for an undo of what nobody judged.
Status append_judgements(const std::string& path, std::span<const JudgementLine> lines);

// The bytes of the file before and after append_judgements(), which is not carried out.
struct JudgementEdit {
  std::string before;  // "" when the file is not there
  std::string after;
};
Result<JudgementEdit> plan_judgements(const std::string& path, std::span<const JudgementLine> lines);

}  // namespace penumbra::resolve

#endif  // PENUMBRA_RESOLVE_JUDGEMENTS_H_
