#include "model/facts.h"

#include <array>
#include <cstddef>
#include <utility>

namespace penumbra::model {
namespace {

constexpr std::array<std::string_view, 9> kStatusNames = {"asserted",  "planned", "proposed", "likely",  "possible",
                                                          "suspended", "ended",   "denied",   "disputed"};
constexpr std::array<std::string_view, 4> kNeedNames = {"", "essential", "supporting", "context"};

// Strips one leading sign of openness and says whether it was there.
bool strip(std::string_view& text, char sign) {
  if (text.empty() || text.front() != sign) return false;
  text.remove_prefix(1);
  return true;
}

Result<ShareInterval> checked(ShareInterval share, std::string_view shown) {
  const bool empty = share.low > share.high || (share.low == share.high && (share.low_open || share.high_open));
  if (empty) {
    return Error{ErrorCode::kInvalidValue,
                 "the share \"" + std::string(shown) + "\" contains no value",
                 {},
                 "Write the lower bound first, for example 25..50"};
  }
  return share;
}

// More decimals than are kept: the end moves outwards by less than one unit and is open, so that every comparison with
// a threshold stays right.
Status read_low(std::string_view text, ShareInterval& share) {
  PENUMBRA_ASSIGN_OR_RETURN(const base::Percent::Cut cut, base::Percent::parse_cut(text));
  share.low = cut.value;
  share.low_open = share.low_open || !cut.exact;
  return {};
}

Status read_high(std::string_view text, ShareInterval& share) {
  PENUMBRA_ASSIGN_OR_RETURN(const base::Percent::Cut cut, base::Percent::parse_cut(text));
  share.high = cut.exact ? cut.value : cut.value + base::Percent::from_units(1);
  share.high_open = share.high_open || !cut.exact;
  return {};
}

}  // namespace

std::string_view to_string(AssertionStatus status) {
  return kStatusNames[static_cast<std::size_t>(status)];
}

std::optional<AssertionStatus> parse_assertion_status(std::string_view text) {
  for (std::size_t i = 0; i < kStatusNames.size(); ++i) {
    if (kStatusNames[i] == text) return static_cast<AssertionStatus>(i);
  }
  return std::nullopt;
}

std::string_view to_string(Need need) {
  return kNeedNames[static_cast<std::size_t>(need)];
}

std::optional<Need> parse_need(std::string_view text) {
  for (std::size_t i = 0; i < kNeedNames.size(); ++i) {
    if (kNeedNames[i] == text) return static_cast<Need>(i);
  }
  return std::nullopt;
}

Result<ShareInterval> ShareInterval::parse(std::string_view text) {
  if (text.empty()) return ShareInterval{};
  ShareInterval share;
  share.stated = true;
  if (const std::size_t dots = text.find(".."); dots != std::string_view::npos) {
    if (text.size() == 2) {
      return Error{ErrorCode::kInvalidValue,
                   "the share \"..\" has no bound",
                   {},
                   "Leave the cell empty where no share is known"};
    }
    return parse(text.substr(0, dots), text.substr(dots + 2));
  }
  std::string_view number = text;
  if (strip(number, '>')) {
    share.low_open = true;
    PENUMBRA_RETURN_IF_ERROR(read_low(number, share));
  } else if (strip(number, '<')) {
    share.high_open = true;
    PENUMBRA_RETURN_IF_ERROR(read_high(number, share));
  } else {
    PENUMBRA_RETURN_IF_ERROR(read_low(number, share));
    PENUMBRA_RETURN_IF_ERROR(read_high(number, share));
  }
  return checked(share, text);
}

Result<ShareInterval> ShareInterval::parse(std::string_view low_text, std::string_view high_text) {
  ShareInterval share;
  const std::string shown = std::string(low_text.substr(0, 40)) + ".." + std::string(high_text.substr(0, 40));
  share.stated = !low_text.empty() || !high_text.empty();
  if (!low_text.empty()) {
    if (low_text.front() == '<') {
      return Error{ErrorCode::kInvalidValue,
                   "the lower bound \"" + std::string(low_text.substr(0, 40)) + "\" begins with <",
                   {},
                   "Write < only before an upper bound"};
    }
    share.low_open = strip(low_text, '>');
    PENUMBRA_RETURN_IF_ERROR(read_low(low_text, share));
  }
  if (!high_text.empty()) {
    if (high_text.front() == '>') {
      return Error{ErrorCode::kInvalidValue,
                   "the upper bound \"" + std::string(high_text.substr(0, 40)) + "\" begins with >",
                   {},
                   "Write > only before a lower bound"};
    }
    share.high_open = strip(high_text, '<');
    PENUMBRA_RETURN_IF_ERROR(read_high(high_text, share));
  }
  return checked(share, shown);
}

std::string ShareInterval::to_string() const {
  if (!stated) return "";
  if (low == high) return low.to_string();
  const bool from_zero = low == base::Percent::zero() && !low_open;
  const bool to_hundred = high == base::Percent::hundred() && !high_open;
  if (low_open && to_hundred) return ">" + low.to_string();
  if (high_open && from_zero) return "<" + high.to_string();
  return (low_open ? ">" : "") + low.to_string() + ".." + (high_open ? "<" : "") + high.to_string();
}

}  // namespace penumbra::model
