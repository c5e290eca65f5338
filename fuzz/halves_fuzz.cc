// A list that two threads read, each a half, gives what one thread gives. The input says what the list is made of:
// a letter ('x' for XML, 'j' for JSON), a byte for where the odd record stands, and four pieces parted by a line
// "===PART===": what stands before the records, a record ("#" is its number), an odd record, and what stands behind
// them.
//
// The same list is read by one thread when it has, in front of its root, a processing instruction that only expat
// knows, or a blank in its first record, which hides where the others begin.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/reader.h"

namespace {

using namespace penumbra;  // NOLINT(google-build-using-namespace): one program, one file

constexpr std::string_view kParting = "\n===PART===\n";
// Above what two threads are started for.
constexpr std::size_t kLong = std::size_t{66} << 10;
constexpr std::size_t kLeastRecord = 32;

void require(bool holds) {
  if (!holds) std::abort();
}

std::string numbered(std::string_view text, std::size_t number) {
  std::string out;
  for (const char c : text) {
    if (c == '#') {
      out += std::to_string(number);
    } else {
      out += c;
    }
  }
  return out;
}

// Lines stay as they are in the list that one thread reads; columns and offsets do not.
void forget_columns(SourcePosition& position) {
  position.column = 0;
  position.offset = 0;
}

std::vector<model::Finding> findings_of(const ingest::ReadOutcome& outcome) {
  std::vector<model::Finding> out = outcome.findings.sorted();
  for (model::Finding& finding : out) forget_columns(finding.position);
  return out;
}

void require_same(const Result<ingest::ReadOutcome>& halves, const Result<ingest::ReadOutcome>& one) {
  require(halves.ok() == one.ok());
  if (!halves.ok()) {
    // What an error shows of the list may hold the blank.
    SourcePosition first = halves.error().position;
    SourcePosition second = one.error().position;
    forget_columns(first);
    forget_columns(second);
    require(halves.error().code == one.error().code && first == second);
    return;
  }
  require(halves->dataset == one->dataset);
  require(findings_of(*halves) == findings_of(*one));
  require(halves->published == one->published && halves->authority == one->authority);
  require(halves->lists == one->lists && halves->notes == one->notes);
  require(halves->counts == one->counts && halves->parts == one->parts);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  if (size < 2) return 0;
  std::string_view pieces[4];
  std::string_view rest = input.substr(2);
  for (std::string_view& piece : pieces) {
    const std::size_t at = rest.find(kParting);
    piece = rest.substr(0, at);
    rest = at == std::string_view::npos ? std::string_view() : rest.substr(at + kParting.size());
  }
  const auto [head, record, odd, end] = pieces;
  if (record.size() < kLeastRecord) return 0;
  const std::size_t count = kLong / record.size();
  const std::size_t odd_at = count * data[1] / 256;
  std::string list(head);
  for (std::size_t number = 1; number <= count; ++number) {
    list += numbered(record, number);
    if (number == odd_at) list += numbered(odd, number / 2);
  }
  list += end;

  std::string hidden = list;
  if (input[0] == 'x') {
    const std::size_t declaration = list.starts_with("<?xml") ? list.find("?>") : std::string::npos;
    hidden.insert(declaration == std::string::npos ? 0 : declaration + 2, "<?l\xC3\xA9?>");
  } else {
    const std::size_t brace = list.find('{', head.size());
    if (brace == std::string::npos) return 0;
    hidden.insert(brace + 1, " ");
  }
  const std::vector<ingest::InputFile> files = {{"list", list}};
  const auto reader = ingest::detect(files);
  if (!reader.ok()) return 0;
  const std::vector<ingest::InputFile> hidden_files = {{"list", hidden}};
  require_same((*reader)->read(files, "fuzz"), (*reader)->read(hidden_files, "fuzz"));
  return 0;
}
