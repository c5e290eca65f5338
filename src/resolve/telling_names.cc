#include "resolve/telling_names.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "evidence/weigh.h"

namespace penumbra::resolve {
namespace {

constexpr int kNoName = 6000;
// Pairs of parts that one comparison looks at; what is beyond belongs to a hostile record.
constexpr std::size_t kMaxPartPairs = 4'500'000;

Centibits bits_at(Centibits bits, int points) {
  const int share = std::clamp(points - kNoName, 0, evidence::kUnit - kNoName);
  return static_cast<Centibits>(std::int64_t{bits} * share / (evidence::kUnit - kNoName));
}

// The least score at which names of so many bits tell more than `wanted`; beyond kUnit when none does.
int points_for(Centibits bits, Centibits wanted) {
  if (wanted < 0) return 0;
  if (bits <= wanted) return evidence::kUnit + 1;
  return kNoName + static_cast<int>(std::int64_t{wanted} * (evidence::kUnit - kNoName) / bits);
}

bool is_latin(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0xCD; });
}

// Words that a person's name may lack on another list: further given names and patronymics. Its family name is no
// such word, but where the tables do not know it, it is a name as others are.
bool may_lack(const names::Name& name, std::string_view word) {
  const names::NameView view = name.view();
  return std::any_of(view.parts.begin(), view.parts.end(), [&](const names::Part& part) {
    return view.latin(part) == word &&
           (part.kind == names::PartKind::kName || part.kind == names::PartKind::kGiven ||
            part.kind == names::PartKind::kPatronymic || part.kind == names::PartKind::kInitial);
  });
}

Met how_met(const match::NameScore& score, const names::Name& left, const names::Name& right) {
  bool left_lacks = false;
  bool right_lacks = false;
  for (const match::Point& point : score.explanation) {
    switch (point.feature) {
      case match::Feature::kAcronym:
        return Met::kInPart;
      case match::Feature::kPartInitial:
        left_lacks = left_lacks || point.query.size() <= 1;
        right_lacks = right_lacks || point.candidate.size() <= 1;
        break;
      case match::Feature::kPartAbsent:
        if (point.points >= 0) break;
        if (!may_lack(left, point.query) && !may_lack(right, point.candidate)) return Met::kInPart;
        left_lacks = left_lacks || point.query.empty();
        right_lacks = right_lacks || point.candidate.empty();
        break;
      case match::Feature::kPartConflict:
      case match::Feature::kNumberConflict:
      case match::Feature::kPlaceConflict:
      case match::Feature::kLegalFormConflict:
      case match::Feature::kOtherKind:
        if (point.points < 0) return Met::kInPart;
        break;
      default:
        break;
    }
  }
  return left_lacks && right_lacks ? Met::kInPart : left_lacks || right_lacks ? Met::kShorter : Met::kWhole;
}

}  // namespace

Centibits bits_of_name(const names::Name& name, const WordCounts& words) {
  Centibits sum = 0;
  std::vector<std::uint64_t> counted;
  for (const names::Part& part : name.parts) {
    if (!tells(part) || std::find(counted.begin(), counted.end(), part.hash) != counted.end()) continue;
    counted.push_back(part.hash);
    sum += words.bits(part);
  }
  return sum;
}

TellingNames most_telling(const engine::AnalysedNames& left, std::span<const Centibits> left_bits,
                          const engine::AnalysedNames& right, std::span<const Centibits> right_bits,
                          const TellingQuestion& question) {
  TellingNames best;
  best.incomplete = left.incomplete || right.incomplete;
  std::size_t parts = 0;
  for (const names::Name& name : left.names) parts += name.parts.size();
  std::size_t parts_too = 0;
  for (const names::Name& name : right.names) parts_too += name.parts.size();
  std::size_t lefts = left.names.size();
  std::size_t rights = right.names.size();
  for (; parts * parts_too > kMaxPartPairs && lefts + rights > 2; best.incomplete = true) {
    if (lefts >= rights) {
      parts -= left.names[--lefts].parts.size();
    } else {
      parts_too -= right.names[--rights].parts.size();
    }
  }
  const auto latin = [](const engine::AnalysedNames& of) {
    std::vector<std::uint8_t> out;
    for (const names::Name& name : of.names) out.push_back(is_latin(name.original) ? 1U : 0U);
    return out;
  };
  const std::vector<std::uint8_t> left_latin = latin(left);
  const std::vector<std::uint8_t> right_latin = latin(right);
  const auto any = [](const std::vector<std::uint8_t>& flags) {
    return std::find(flags.begin(), flags.end(), std::uint8_t{1}) != flags.end();
  };
  const bool same_script_only = any(left_latin) && any(right_latin);
  bool best_suffices = false;
  for (std::size_t i = 0; i < lefts; ++i) {
    const names::Name& x = left.names[i];
    if (x.parts.empty()) continue;
    for (std::size_t j = 0; j < rights; ++j) {
      const names::Name& y = right.names[j];
      if (y.parts.empty() || (same_script_only && left_latin[i] != right_latin[j])) continue;
      const Centibits most = std::min(left_bits[i], right_bits[j]);
      if (most < question.least_bits) continue;
      const int to_tell_more = points_for(most, best.compared ? best.bits : -1);
      const int to_suffice = std::max(question.enough_points, points_for(most, question.enough_bits - 1));
      const int least = std::max(question.least_points, best_suffices ? std::max(to_tell_more, to_suffice)
                                                                      : std::min(to_tell_more, to_suffice));
      if (least > evidence::kUnit) continue;
      const int raw = match::score_names(x, y, least);
      if (raw < least) continue;
      const bool weak = left.texts[i].weak || right.texts[j].weak;
      const int points = raw - (weak ? evidence::weak_alias_deduction(raw) : 0);
      if (points < question.least_points) continue;
      const Centibits bits = bits_at(most, points);
      const bool more = !best.compared || bits > best.bits || (bits == best.bits && points > best.points);
      const bool may_suffice = points >= question.enough_points && bits >= question.enough_bits;
      if (!more && (best_suffices || !may_suffice)) continue;
      match::NameScore score = match::compare_names(x, y);
      const Met met = how_met(score, x, y);
      const bool suffices = may_suffice && met >= question.enough_met;
      if (best_suffices ? !(suffices && more) : !(suffices || more)) continue;
      best.compared = true;
      best.left = i;
      best.right = j;
      best.points = points;
      best.bits = bits;
      best.met = met;
      best.score = std::move(score);
      best_suffices = suffices;
    }
  }
  if (best.incomplete) best.met = Met::kInPart;
  return best;
}

}  // namespace penumbra::resolve
