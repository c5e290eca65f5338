// Names: any bytes are analysed, compared and explained within bounds, and the promises of the scorer hold.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "match/anchors.h"
#include "match/score.h"
#include "names/stated_names.h"
#include "text/normalise.h"

namespace {

void require(bool holds) {
  if (!holds) {
    std::abort();
  }
}

}  // namespace

// The first byte chooses the type; a line feed divides the two names.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace penumbra;
  if (size < 1) {
    return 0;
  }
  const auto type = static_cast<names::NameType>(data[0] % 5);
  const std::string_view text(reinterpret_cast<const char*>(data + 1), size - 1);
  const std::size_t line = text.find('\n');
  const names::Name a = names::analyze(text.substr(0, line), type);
  const names::Name b = names::analyze(line == std::string_view::npos ? text : text.substr(line + 1), type);
  require(a.parts.size() <= names::kMaxParts && b.parts.size() <= names::kMaxParts);
  const match::NameScore forward = match::compare_names(a, b);
  require(forward.points >= 0 && forward.points <= match::kScoreUnit);
  require(forward.points == match::compare_names(b, a).points);
  int sum = 0;
  for (const match::Point& point : forward.explanation) {
    sum += point.points;
  }
  require(sum == forward.points);
  require(match::score_names(a, b) == forward.points);
  const int fast = match::score_names(a, b, 7000);
  require(forward.points >= 7000 ? fast == forward.points : fast < 7000);
  if (forward.score() >= match::kRetrievalFloor) {
    require(match::share_anchor(a, b));
  }
  for (const std::string& name : names::stated_names(text, type).names) {
    require(!name.empty() && name.size() <= text.size());
  }
  text::visibly_escaped(text);
  return 0;
}
